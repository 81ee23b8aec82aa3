/**
 * The controls of a thing that changes, and what of it they are about.
 * @typedef {{
 *   card: Card, name: string, changes: number[], take: HTMLElement, leave: HTMLElement, verdict: HTMLElement,
 *   label: HTMLElement, remark: HTMLInputElement, shown: string
 * }} Choice
 */

/** @type {Choice[]} */
const choices = [];

/** @type {Map<Element, Choice>} */
const choiceOf = new Map();

/** The section of each change, with its own controls where it has some. @type {{ element: HTMLElement | undefined, shown: string }[]} */
const changeSections = [];

/** The boxes of the picture, each with what it stands for. @type {{ elements: Element[], count: Element | null, changes: number[], shown: string }[]} */
const boxes = [];

/** @param {string} text */
const say = (text) => {
  byId('said', HTMLElement).textContent = text;
  byId('trouble', HTMLElement).textContent = '';
};

/** @param {string} text */
const complain = (text) => {
  byId('said', HTMLElement).textContent = '';
  byId('trouble', HTMLElement).textContent = text;
};

/**
 * @param {Element} within
 * @param {string} does
 * @returns {HTMLElement}
 */
const control = (within, does) => {
  const [found] = all(`[data-does="${does}"]`, within);
  if (!found) throw new Error(`The page lacks the control ${does}.`);
  return found;
};

/** Once, when it is known which change stands where. */
const findPlaces = () => {
  /** @type {Map<Element, number>} */
  const places = new Map();
  told.changes.forEach((_, index) => {
    const element = document.getElementById(`c${index + 1}`) ?? undefined;
    changeSections.push({ element, shown: '' });
    if (element) places.set(element, index);
  });
  for (const card of cards) {
    const [controls] = all(':scope > .decide', card.element);
    const remark = controls?.querySelector('input');
    const label = remark?.closest('label');
    const [verdict] = controls ? all('.verdict', controls) : [];
    if (!controls || !remark || !label || !verdict) continue;
    const changes = all('.change', card.element).flatMap((one) => places.get(one) ?? []);
    const name = card.line.querySelector('.name')?.textContent ?? '';
    const [take, leave] = [control(controls, 'take'), control(controls, 'leave')];
    const choice = { card, name, changes, take, leave, verdict, label, remark, shown: '' };
    remark.value = changes.map((change) => leftOut.get(change)).find((why) => why !== undefined) ?? '';
    choices.push(choice);
    choiceOf.set(card.element, choice);
  }
  findBoxes();
};

/** A box of the picture leads to its changes: by their type and order. */
const findBoxes = () => {
  /** @param {string} type @param {string} order */
  const key = (type, order) => `${order} ${type}`;
  /** @type {Map<string, number[]>} */
  const changes = new Map();
  changeSections.forEach(({ element }, index) => {
    const { type = '', order = '' } = element?.dataset ?? {};
    changes.set(key(type, order), [...(changes.get(key(type, order)) ?? []), index]);
  });
  /** @type {Map<string, Element[]>} */
  const links = new Map();
  for (const link of document.querySelectorAll('#order a')) {
    const said = new URLSearchParams((link.getAttribute('href') ?? '').slice(1));
    const place = key(said.get('type') ?? '', said.get('order') ?? '');
    links.set(place, [...(links.get(place) ?? []), link]);
  }
  for (const [place, elements] of links) {
    const [node] = elements.filter((one) => one.classList.contains('node'));
    const number = node?.getAttribute('data-node') ?? '';
    const edges = [...document.querySelectorAll(`.edge[data-from="${number}"], .edge[data-to="${number}"]`)];
    const count = node?.querySelector('.count') ?? null;
    boxes.push({ elements: [...elements, ...edges], count, changes: changes.get(place) ?? [], shown: '' });
  }
};

/** @param {number} change */
const becauseOf = (change) => {
  const needed = followers.get(change);
  return needed === undefined ? '' : `Left out, too: it depends on ${told.changes[needed]?.called ?? ''}`;
};

/** Makes the page say what is decided; touches only what has changed. */
const showDecisions = () => {
  followers = followersOf(
    told.changes.map(({ needs }) => needs),
    (change) => leftOut.has(change),
  );
  for (const choice of choices) showChoice(choice);
  changeSections.forEach(showChange);
  for (const box of boxes) showBox(box);
  showAnswers();
  showCounts();
};

/** @param {Choice} choice */
const showChoice = (choice) => {
  const { card, changes, take, leave, verdict, label } = choice;
  const gone = changes.filter(isOut);
  const own = changes.filter((change) => leftOut.has(change));
  const state = gone.length === 0 ? 'taken' : gone.length === changes.length ? 'left-out' : 'partly';
  const because = own.length === 0 && gone[0] !== undefined ? becauseOf(gone[0]) : '';
  const says =
    state === 'partly' ? `${figure(gone.length)} of ${figure(changes.length)} changes left out. ${because}` : because;
  const shown = [state, String(own.length > 0), says].join('\n');
  if (choice.shown === shown) return;
  choice.shown = shown;
  card.element.classList.toggle('left-out', state === 'left-out');
  card.element.classList.toggle('partly', state === 'partly');
  take.setAttribute('aria-pressed', String(state === 'taken'));
  leave.setAttribute('aria-pressed', String(state === 'left-out'));
  verdict.textContent = says.trim();
  label.hidden = own.length === 0;
};

/**
 * @param {{ element: HTMLElement | undefined, shown: string }} section
 * @param {number} change
 */
const showChange = (section, change) => {
  const { element } = section;
  const because = becauseOf(change);
  const shown = leftOut.has(change) ? 'own' : because;
  if (!element || section.shown === shown) return;
  section.shown = shown;
  element.classList.toggle('left-out', shown !== '');
  const [controls] = all(':scope > .decide-one', element);
  if (!controls) return;
  control(controls, 'one').setAttribute('aria-pressed', String(shown === 'own'));
  const [verdict] = all('.verdict', controls);
  if (verdict) verdict.textContent = because;
};

/** @param {{ elements: Element[], count: Element | null, changes: number[], shown: string }} box */
const showBox = (box) => {
  const { elements, count, changes } = box;
  const gone = changes.filter(isOut).length;
  const shown = gone === 0 ? figure(changes.length) : `${figure(changes.length - gone)} of ${figure(changes.length)}`;
  if (box.shown === shown) return;
  box.shown = shown;
  for (const one of elements) {
    const [before, after] = [
      one.getAttribute('data-gone') ?? '',
      gone === changes.length ? 'all' : gone > 0 ? 'some' : '',
    ];
    if (one.classList.contains('edge')) one.classList.toggle('gone', isEdgeGone(one));
    else if (before !== after) one.setAttribute('data-gone', after);
  }
  const [node] = elements;
  if (count) count.textContent = shown;
  const called = node?.getAttribute('aria-label')?.replace(/, .* left out$/, '') ?? '';
  if (called !== '') node?.setAttribute('aria-label', gone === 0 ? called : `${called}, ${figure(gone)} left out`);
};

/** A line goes where one of its ends goes whole. @param {Element} edge */
const isEdgeGone = (edge) =>
  boxes.some(({ elements, changes }) => elements.includes(edge) && changes.length > 0 && changes.every(isOut));

const showCounts = () => {
  const open = openCount();
  const gone = told.changes.filter((_, index) => isOut(index)).length;
  const count = open === 0 ? 'No decision is open' : `${figure(open)} ${open === 1 ? 'decision' : 'decisions'} open`;
  const before = byId('open', HTMLElement);
  if (before.textContent !== count) before.textContent = count;
  byId('taken', HTMLElement).textContent = [
    `${figure(told.changes.length - gone)} of ${figure(told.changes.length)} changes taken`,
    isUnsaved ? 'not saved yet' : told.saved === '' ? 'nothing to save' : 'saved',
  ].join(', ');
};

/** After every decision. @param {string} says what has happened, for whoever does not see the page */
const decide = (says) => {
  const before = new Set(followers.keys());
  isUnsaved = true;
  showDecisions();
  const more = [...followers.keys()].filter((change) => !before.has(change));
  const names = more.slice(0, 3).map((change) => told.changes[change]?.called ?? '');
  const others = more.length > names.length ? ` and ${figure(more.length - names.length)} more` : '';
  say(more.length === 0 ? says : `${says} What depends on it is left out, too: ${names.join(', ')}${others}.`);
};
