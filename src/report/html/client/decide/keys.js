/** The thing that the focus is in. */
const focusedChoice = () => choiceOf.get(document.activeElement?.closest('.thing') ?? document.body);

/** @param {(choice: Choice) => void} act */
const withChoice = (act) => {
  const choice = focusedChoice();
  if (choice) act(choice);
  else complain('Go to a thing first: j and k.');
};

/** @param {HTMLElement} element */
const focusOn = (element) => {
  element.closest('details')?.toggleAttribute('open', true);
  element.focus({ preventScroll: true });
  element.scrollIntoView({ block: 'center' });
};

/**
 * To the next of these after the focus, or to the first.
 * @param {readonly HTMLElement[]} places
 * @param {string} none
 */
const goToNext = (places, none) => {
  const here = document.activeElement ?? document.body;
  const after = places.find(
    (one) => one !== here && (here.compareDocumentPosition(one) & Node.DOCUMENT_POSITION_FOLLOWING) !== 0,
  );
  const next = here === document.body ? places[0] : (after ?? places[0]);
  if (next) focusOn(next);
  else say(none);
};

const openReasons = () => all('.accept.open input');
const openConflicts = () => all('.resolve.open button:first-child');

const goToOpen = () => goToNext([...openReasons(), ...openConflicts()], 'No decision is open.');

const focusRemark = () =>
  withChoice(({ label, remark }) => {
    if (label.hidden) complain('A remark says why something is left out: press x first.');
    else focusOn(remark);
  });

const openHelp = () => dialogs.help.showModal();

/** @type {Readonly<Record<string, () => void>>} */
const decideKeys = {
  t: () => withChoice((choice) => choose(choice, true)),
  x: () => withChoice((choice) => choose(choice, false)),
  r: focusRemark,
  o: goToOpen,
  a: () => goToNext(openReasons(), 'There is nothing left to accept.'),
  c: () => goToNext(openConflicts(), 'No conflict is open.'),
  s: () => void save(),
  g: openApproval,
  '?': openHelp,
};

/** Of the fields for remarks and reasons: Enter is done with it, Escape goes back; the keys of the page stay out of it. @param {KeyboardEvent} event */
const typeInField = (event) => {
  const field = event.target;
  if (!(field instanceof HTMLInputElement) || !field.closest('.remark, .accept')) return false;
  if (event.key !== 'Enter' && event.key !== 'Escape') return true;
  event.preventDefault();
  const answer = answers.find(({ reason }) => reason === field);
  const choice = choiceOf.get(field.closest('.thing') ?? field);
  if (answer && event.key === 'Enter' && !event.isComposing) accept(answer);
  // Without a reason there is more to type.
  if (field.getAttribute('aria-invalid') === 'true' && event.key === 'Enter') return true;
  if (answer) answer.button.focus();
  else choice?.card.line.focus();
  return true;
};

// Before the keys of the page see it: a dialog has all keys for itself, and so has a field.
document.addEventListener(
  'keydown',
  (event) => {
    if (dialogs.approving.open || dialogs.help.open) {
      event.stopPropagation();
      if (event.key === 'Enter' && event.target instanceof HTMLInputElement && !event.isComposing) void approve();
      return;
    }
    if (typeInField(event)) event.stopPropagation();
  },
  { capture: true },
);

document.addEventListener('keydown', (event) => {
  if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.target instanceof HTMLInputElement || event.target instanceof HTMLSelectElement) return;
  if (told.changes.length === 0 && event.key !== '?') return;
  const act = Object.hasOwn(decideKeys, event.key) ? decideKeys[event.key] : undefined;
  if (act === undefined) return;
  event.preventDefault();
  act();
});

byId('next-open', HTMLElement).addEventListener('click', goToOpen);
byId('save', HTMLElement).addEventListener('click', () => void save());
byId('approve', HTMLElement).addEventListener('click', openApproval);
byId('help', HTMLElement).addEventListener('click', openHelp);
byId('do-approve', HTMLElement).addEventListener('click', () => void approve());
byId('not-yet', HTMLElement).addEventListener('click', () => dialogs.approving.close());
byId('close-help', HTMLElement).addEventListener('click', () => dialogs.help.close());

window.addEventListener('beforeunload', (event) => {
  if (isUnsaved) event.preventDefault();
});

/** What is known of the changeset and what was saved: the controls say nothing before. */
const begin = async () => {
  const answer = await ask('state');
  if (!answer.isOk) {
    complain(answer.says);
    return;
  }
  takeOver(/** @type {Told} */ (/** @type {unknown} */ (answer.told)));
  byId('by', HTMLInputElement).value = told.by;
  findPlaces();
  fillAnswers();
  showDecisions();
  say(told.says.join(' '));
  document.documentElement.dataset.ready = '';
  return undefined;
};

void begin();
