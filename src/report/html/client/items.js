/**
 * What can be filtered: changes, and what leads to none.
 * @typedef {{
 *   element: HTMLElement, isChange: boolean, type: string, owner: string, action: string, order: string,
 *   kinds: readonly string[], text: string | undefined
 * }} Item
 */

/**
 * The element with an id; the page always has those that the script asks for.
 * @template {HTMLElement} Kind
 * @param {string} id
 * @param {new () => Kind} kind
 * @returns {Kind}
 */
const byId = (id, kind) => {
  const element = document.getElementById(id);
  if (!(element instanceof kind)) throw new Error(`The page lacks #${id}.`);
  return element;
};

/**
 * @param {string} selector
 * @param {ParentNode} within
 * @returns {readonly HTMLElement[]}
 */
const all = (selector, within = document) =>
  [...within.querySelectorAll(selector)].filter((one) => one instanceof HTMLElement);

/** @type {readonly Item[]} */
const items = all('.item').map((element) => {
  const { type = '', owner = '', action = '', order = '', kinds = '' } = element.dataset;
  return {
    element,
    isChange: element.classList.contains('change'),
    type,
    owner,
    action,
    order,
    kinds: kinds.split(' '),
    text: undefined,
  };
});

const sections = all('.group').map((element) => ({
  element,
  members: all('.item', element),
  count: element.querySelector('h2 .count'),
}));

/**
 * All that a search looks at, in small letters; read when the first search needs it.
 * @param {Item} item
 * @returns {string}
 */
const textOf = (item) => {
  item.text ??= [item.element, ...all('[data-text]', item.element)]
    .filter((one) => one.hasAttribute('data-text'))
    .map((one) => one.textContent)
    .join('\n')
    .toLowerCase();
  return item.text;
};
