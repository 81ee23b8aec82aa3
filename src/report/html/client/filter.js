/** The filter in force. @type {State} */
let current = noFilter();

/** The findings that are shown without opening, by the card that they stand in. @type {Map<Card, HTMLElement>} */
const matched = new Map();

const chips = all('.chip');

/**
 * @param {Item} item
 * @param {State} state
 * @returns {boolean}
 */
const matches = (item, { q, type, owner, order, actions, kinds, sinces }) =>
  (type === '' || item.type === type) &&
  (owner === '' || item.owner === owner) &&
  (order === '' || item.order === order) &&
  (actions.length === 0 || actions.includes(item.action)) &&
  (sinces.length === 0 || sinces.includes(item.since)) &&
  (kinds.length === 0 || kinds.some((kind) => item.kinds.includes(kind))) &&
  (q === '' || (item.card !== undefined && lineOf(item.card).includes(q)) || textOf(item).includes(q));

/**
 * Leaves on the page what matches, says how much that is, and shows the findings that were asked for without opening
 * anything.
 * @param {State} state
 */
const filter = (state) => {
  current = state;
  for (const list of matched.values()) list.remove();
  matched.clear();
  const sought = { ...state, q: state.q.trim().toLowerCase() };
  /** @type {Set<Card>} */
  const shown = new Set();
  let changes = 0;
  let entries = 0;
  let findings = 0;
  for (const item of items) {
    const shows = matches(item, sought);
    showIf(item.element, shows);
    if (!shows) continue;
    if (item.card === undefined) entries += 1;
    else {
      shown.add(item.card);
      changes += 1;
      if (state.kinds.length > 0) findings += showMatched(item.element, item.card, state.kinds);
    }
  }
  for (const card of cards) showIf(card.element, shown.has(card));
  for (const { element, members, count } of sections) {
    const left = members.filter((member) => !member.hidden).length;
    showIf(element, left > 0);
    const words = left === members.length ? figure(left) : `${figure(left)} of ${figure(members.length)}`;
    if (count && count.textContent !== words) count.textContent = words;
  }
  showState(state);
  const counts = { changes, things: shown.size, entries, findings: state.kinds.length > 0 ? findings : undefined };
  byId('status', HTMLElement).textContent = statusOf(counts);
  highlightSoon();
};

/**
 * Said again, it would be worked out again.
 * @param {HTMLElement} element
 * @param {boolean} shows
 */
const showIf = (element, shows) => {
  if (element.hidden === shows) element.hidden = !shows;
};

/**
 * @param {HTMLElement} element
 * @param {Card} card
 * @param {readonly string[]} kinds
 * @returns {number} how many findings of these kinds the change has
 */
const showMatched = (element, card, kinds) => {
  const found = all('.findings > li', element).filter(({ dataset }) => kinds.includes(dataset.kind ?? ''));
  const list = matched.get(card) ?? document.createElement('ul');
  list.className = 'matched';
  list.append(...found.map((one) => one.cloneNode(true)));
  if (!matched.has(card)) card.element.append(list);
  matched.set(card, list);
  return found.length;
};

/** @param {number} count */
const figure = (count) => count.toLocaleString('en');

/** @param {number} count */
const things = (count) => (count === 1 ? '1 thing' : `${figure(count)} things`);

/**
 * @param {{ changes: number, things: number, entries: number, findings: number | undefined }} counts
 * @returns {string}
 */
const statusOf = ({ changes, things: shown, entries, findings }) => {
  const ofChanges = items.filter(({ card }) => card !== undefined).length;
  const ofEntries = items.length - ofChanges;
  return [
    changes === ofChanges
      ? `All ${figure(changes)} changes of ${things(shown)}`
      : `${figure(changes)} of ${figure(ofChanges)} changes, of ${things(shown)}`,
    ...(findings === undefined ? [] : [findings === 1 ? '1 finding' : `${figure(findings)} findings`]),
    ...(entries === 0 || entries === ofEntries
      ? []
      : [`${figure(entries)} of ${figure(ofEntries)} that lead to no change`]),
  ].join(', ');
};

/**
 * Makes the controls say what is filtered, wherever that came from.
 * @param {State} state
 */
const showState = (state) => {
  const search = byId('q', HTMLInputElement);
  // Setting it would move the cursor of whoever is typing.
  if (search.value !== state.q) search.value = state.q;
  byId('type', HTMLSelectElement).value = state.type;
  byId('owner', HTMLSelectElement).value = state.owner;
  for (const chip of chips) {
    const { name } = chip.dataset;
    const pressed = name === 'kind' ? state.kinds : name === 'since' ? state.sinces : state.actions;
    chip.setAttribute('aria-pressed', String(pressed.includes(chip.dataset.value ?? '')));
  }
  const order = byId('order-only', HTMLElement);
  order.hidden = state.order === '';
  order.textContent = `Order ${state.order} ✕`;
  order.setAttribute('aria-label', `Not only order ${state.order}`);
};

/**
 * Filters and says so in the address.
 * @param {Partial<State>} change
 * @param {boolean} isTyping one step back in the history of the browser for all that is typed
 */
const filterBy = (change, isTyping = false) => {
  filter({ ...current, ...change });
  const address = addressOf(current);
  if (isTyping) history.replaceState(null, '', address);
  else if (address !== location.hash && !(address === '#' && location.hash === ''))
    history.pushState(null, '', address);
};

/** Follows the address: to a filter, or to a place, which is opened and takes the focus. */
const follow = () => {
  const state = stateInAddress();
  if (state) filter(state);
  else goTo(location.hash.slice(1));
};

/**
 * Opens what a place lies in, and goes there. A thing that changes takes the focus with its line.
 * @param {string} id
 */
const goTo = (id) => {
  const target = document.getElementById(id);
  if (!target) return;
  if (target.closest('[hidden]')) filter(noFilter());
  const card = cards.find(({ element }) => element.contains(target));
  card?.fold.toggleAttribute('open', true);
  for (let fold = target.closest('details'); fold; fold = fold.parentElement?.closest('details') ?? null)
    fold.toggleAttribute('open', true);
  const isFirst = card !== undefined && [card.element, card.element.querySelector('.item')].includes(target);
  const [place, focused] = isFirst ? [card.element, card.line] : [target, target];
  focused.focus({ preventScroll: true });
  place.scrollIntoView({ block: 'start' });
  // What comes into sight on the way takes its room only then.
  requestAnimationFrame(() => place.scrollIntoView({ block: 'start' }));
};
