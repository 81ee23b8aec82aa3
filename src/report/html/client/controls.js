/**
 * @param {readonly string[]} values
 * @param {string} value
 * @returns {readonly string[]} without the value if it is there, with it otherwise
 */
const toggled = (values, value) =>
  values.includes(value) ? values.filter((one) => one !== value) : [...values, value];

/** @param {boolean} open */
const openShown = (open) => {
  for (const { fold } of cards.filter(({ element }) => !element.hidden)) fold.toggleAttribute('open', open);
};

const search = byId('q', HTMLInputElement);
search.addEventListener('input', () => filterBy({ q: search.value }, true));
for (const name of ['type', 'owner']) {
  const choice = byId(name, HTMLSelectElement);
  choice.addEventListener('change', () => filterBy({ [name]: choice.value }));
}
for (const chip of chips)
  chip.addEventListener('click', () => {
    const { name, value = '' } = chip.dataset;
    if (name === 'kind') filterBy({ kinds: toggled(current.kinds, value) });
    else if (name === 'since') filterBy({ sinces: toggled(current.sinces, value) });
    else filterBy({ actions: toggled(current.actions, value) });
  });
byId('order-only', HTMLElement).addEventListener('click', () => filterBy({ order: '' }));
byId('clear', HTMLElement).addEventListener('click', () => filterBy(noFilter()));
byId('open-all', HTMLElement).addEventListener('click', () => openShown(true));
byId('close-all', HTMLElement).addEventListener('click', () => openShown(false));

byId('theme', HTMLElement).addEventListener('click', () => {
  const { dataset } = document.documentElement;
  const isDark =
    dataset.theme === undefined ? matchMedia('(prefers-color-scheme: dark)').matches : dataset.theme === 'dark';
  dataset.theme = isDark ? 'light' : 'dark';
});

const digest = document.getElementById('digest');
document.getElementById('copy')?.addEventListener('click', () => {
  if (digest) void navigator.clipboard.writeText(digest.textContent);
});

// What is opened late is marked late. The event does not bubble.
document.addEventListener('toggle', highlightSoon, { capture: true });

for (const node of document.querySelectorAll('.node')) {
  const edges = [...document.querySelectorAll('.edge')].filter((edge) =>
    [edge.getAttribute('data-from'), edge.getAttribute('data-to')].includes(node.getAttribute('data-node')),
  );
  /** @param {boolean} on */
  const light = (on) => edges.forEach((edge) => edge.classList.toggle('lit', on));
  for (const event of ['mouseenter', 'focus']) node.addEventListener(event, () => light(true));
  for (const event of ['mouseleave', 'blur']) node.addEventListener(event, () => light(false));
}
