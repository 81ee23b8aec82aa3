/** The filter in force. @type {State} */
let current = noFilter();

/** The findings that are shown without opening. @type {HTMLElement[]} */
const matched = [];

const chips = all('.chip');

/**
 * @param {Item} item
 * @param {State} state
 * @returns {boolean}
 */
const matches = (item, { q, type, owner, order, actions, kinds }) =>
  (type === '' || item.type === type) &&
  (owner === '' || item.owner === owner) &&
  (order === '' || item.order === order) &&
  (actions.length === 0 || actions.includes(item.action)) &&
  (kinds.length === 0 || kinds.some((kind) => item.kinds.includes(kind))) &&
  (q.trim() === '' || textOf(item).includes(q.trim().toLowerCase()));

/**
 * Leaves on the page what matches, says how much that is, and shows the findings that were asked for without opening
 * anything.
 * @param {State} state
 */
const filter = (state) => {
  current = state;
  for (const list of matched.splice(0)) list.remove();
  let changes = 0;
  let entries = 0;
  let findings = 0;
  for (const item of items) {
    const shows = matches(item, state);
    // Said again, it would be worked out again.
    if (item.element.hidden === shows) item.element.hidden = !shows;
    if (!shows) continue;
    if (item.isChange) changes += 1;
    else entries += 1;
    if (state.kinds.length > 0) findings += showMatched(item.element, state.kinds);
  }
  for (const { element, members, count } of sections) {
    const shown = members.filter((member) => !member.hidden).length;
    element.hidden = shown === 0;
    if (count)
      count.textContent = shown === members.length ? figure(shown) : `${figure(shown)} of ${figure(members.length)}`;
  }
  showState(state);
  byId('status', HTMLElement).textContent = statusOf(changes, entries, state.kinds.length > 0 ? findings : undefined);
  highlightSoon();
};

/**
 * @param {HTMLElement} element
 * @param {readonly string[]} kinds
 * @returns {number} how many findings of these kinds the change has
 */
const showMatched = (element, kinds) => {
  const found = all('.findings > li', element).filter(({ dataset }) => kinds.includes(dataset.kind ?? ''));
  const list = document.createElement('ul');
  list.className = 'matched';
  list.append(...found.map((one) => one.cloneNode(true)));
  element.append(list);
  matched.push(list);
  return found.length;
};

/** @param {number} count */
const figure = (count) => count.toLocaleString('en');

/**
 * @param {number} changes
 * @param {number} entries
 * @param {number | undefined} findings
 * @returns {string}
 */
const statusOf = (changes, entries, findings) => {
  const ofChanges = items.filter(({ isChange }) => isChange).length;
  const ofEntries = items.length - ofChanges;
  return [
    changes === ofChanges ? `All ${figure(changes)} changes` : `${figure(changes)} of ${figure(ofChanges)} changes`,
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
    const pressed = chip.dataset.name === 'kind' ? state.kinds : state.actions;
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

/** Follows the address: to a filter, or to a change, which is opened and takes the focus. */
const follow = () => {
  const state = stateInAddress();
  if (state) filter(state);
  else openChange(location.hash.slice(1));
};

/** @param {string} id */
const openChange = (id) => {
  const target = document.getElementById(id);
  if (!target?.classList.contains('change')) return;
  if (target.hidden) filter(noFilter());
  target.querySelector('details')?.toggleAttribute('open', true);
  target.scrollIntoView({ block: 'start' });
  target.querySelector('summary')?.focus({ preventScroll: true });
};
