/** The findings, each as the place that a key goes to. */
const findings = all('.finding');

const letters = 'abcdefghijklmnopqrstuvwxyz';
const alphabets = [letters, `${letters}0123456789`, `${letters}0123456789${letters.toUpperCase()}`];

/**
 * One or two characters for each, so that the third key at most is there; beyond some thousands, the others have none.
 * @type {ReadonlyMap<string, HTMLElement>}
 */
const labels = (() => {
  const fits = alphabets.find((some) => findings.length <= some.length ** 2) ?? alphabets.at(-1) ?? letters;
  const ones = fits.split('');
  const names = findings.length <= ones.length ? ones : ones.flatMap((one) => ones.map((other) => one + other));
  return new Map(names.flatMap((name, index) => (findings[index] ? [[name, findings[index]]] : [])));
})();

/** What has been typed of a label; undefined while nobody is asked for one. @type {string | undefined} */
let typed;

/** @param {HTMLElement} finding */
const goToFinding = (finding) => {
  finding.closest('details')?.toggleAttribute('open', true);
  finding.focus({ preventScroll: true });
  finding.scrollIntoView({ block: 'center' });
  requestAnimationFrame(() => finding.scrollIntoView({ block: 'center' }));
};

/** Opens all findings, each with its label, and waits for one. */
const askForLabel = () => {
  if (findings.length === 0) return;
  typed = '';
  for (const [label, finding] of labels) {
    finding.dataset.label = label;
    finding.closest('details')?.toggleAttribute('open', true);
  }
  byId('findings', HTMLElement).scrollIntoView({ block: 'start' });
};

const forgetLabel = () => {
  typed = undefined;
  for (const finding of findings) delete finding.dataset.label;
};

/**
 * @param {string} key
 * @returns {boolean} whether the key was meant for a label
 */
const typeLabel = (key) => {
  if (typed === undefined) return false;
  if (key.length > 1 && key !== 'Escape') return false;
  const now = typed + key;
  const found = labels.get(now);
  if (key !== 'Escape' && !found && [...labels.keys()].some((label) => label.startsWith(now))) {
    typed = now;
    return true;
  }
  forgetLabel();
  if (found) goToFinding(found);
  return true;
};

/**
 * To the next finding, or the previous one.
 * @param {1 | -1} step
 */
const moveFinding = (step) => {
  const here = findings.findIndex((finding) => finding === document.activeElement);
  const next = findings[here < 0 ? (step === 1 ? 0 : findings.length - 1) : here + step];
  if (next) goToFinding(next);
};
