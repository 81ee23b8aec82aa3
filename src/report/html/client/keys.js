/**
 * To the next thing that is shown, or the previous one.
 * @param {1 | -1} step
 */
const move = (step) => {
  const shown = cards.filter(({ element }) => !element.hidden);
  const here = shown.findIndex(({ element }) => element.contains(document.activeElement));
  const next = shown[here < 0 ? (step === 1 ? 0 : shown.length - 1) : here + step];
  next?.line.focus({ preventScroll: true });
  next?.line.scrollIntoView({ block: 'center' });
};

/** @type {Readonly<Record<string, () => void>>} */
const keys = {
  j: () => move(1),
  k: () => move(-1),
  f: askForLabel,
  n: () => moveFinding(1),
  p: () => moveFinding(-1),
  '/': () => search.focus(),
  Escape: () => filterBy(noFilter()),
};

document.addEventListener('keydown', (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  const isTyping = event.target instanceof HTMLInputElement || event.target instanceof HTMLSelectElement;
  const act = Object.hasOwn(keys, event.key) ? keys[event.key] : undefined;
  if (!isTyping && typeLabel(event.key)) {
    event.preventDefault();
    return;
  }
  if (act === undefined || (isTyping && event.key !== 'Escape')) return;
  event.preventDefault();
  act();
});

for (const element of all('.needs-script')) element.hidden = false;
window.addEventListener('hashchange', follow);
// At once, and also where the address stays the same: what it leads to may have been closed since.
document.addEventListener('click', (event) => {
  const href = (event.target instanceof Element ? event.target.closest('a') : null)?.getAttribute('href');
  if (!href?.startsWith('#') || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
  event.preventDefault();
  if (href !== location.hash) history.pushState(null, '', href);
  follow();
});
if (stateInAddress() === undefined) filter(noFilter());
follow();
