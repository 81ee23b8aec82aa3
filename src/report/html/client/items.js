/**
 * What can be filtered: changes, and what leads to none.
 * @typedef {{
 *   element: HTMLElement, card: Card | undefined, type: string, owner: string, action: string, order: string,
 *   kinds: readonly string[], since: string, text: string | undefined
 * }} Item
 */

/**
 * A thing that changes, folded or open.
 * @typedef {{ element: HTMLElement, line: HTMLElement, fold: HTMLElement, text: string | undefined }} Card
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

/** @type {readonly Card[]} */
const cards = all('.thing').flatMap((element) => {
  const [fold] = all(':scope > details', element);
  const [line] = all(':scope > details > summary', element);
  return fold && line ? [{ element, line, fold, text: undefined }] : [];
});

const cardOf = new Map(cards.map((card) => [card.element, card]));

/** @type {readonly Item[]} */
const items = all('.item').map((element) => {
  const { type = '', owner = '', action = '', order = '', kinds = '', since = '' } = element.dataset;
  const around = element.closest('.thing');
  return {
    element,
    card: around instanceof HTMLElement ? cardOf.get(around) : undefined,
    type,
    owner,
    action,
    order,
    kinds: kinds.split(' '),
    since,
    text: undefined,
  };
});

const sections = all('.group').map((element) => ({
  element,
  members: all('.thing, .entry', element),
  count: element.querySelector('h2 .count'),
}));

/**
 * All that a search looks at, in small letters, the line of its thing first; read when the first search needs it.
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

/** @param {Card} card */
const lineOf = (card) => (card.text ??= card.line.textContent.toLowerCase());
