/**
 * What would have to be accepted, each with its controls.
 * @typedef {{ element: HTMLElement, button: HTMLElement, reason: HTMLInputElement, verdict: HTMLElement, shown: string }} Answer
 */

/** @type {readonly Answer[]} */
const answers = all('.accept').flatMap((element) => {
  const reason = element.querySelector('input');
  const [verdict] = all('.verdict', element);
  return reason && verdict ? [{ element, button: control(element, 'accept'), reason, verdict, shown: '' }] : [];
});

const conflictGroups = all('.resolve');

/** Reasons that were saved stand in their fields. */
const fillAnswers = () =>
  answers.forEach(({ reason }, index) => {
    reason.value = accepted.get(told.toAccept[index]?.finding ?? '') ?? '';
  });

/** Makes findings and conflicts say what is decided of them. */
const showAnswers = () => {
  answers.forEach((answer, index) => {
    const one = told.toAccept[index];
    if (!one) return;
    const isAccepted = accepted.has(one.finding);
    const says = isMoot(one)
      ? 'Not needed: its change is left out.'
      : isAccepted
        ? 'Accepted. Press again to withdraw.'
        : 'Open';
    if (answer.shown === says) return;
    answer.shown = says;
    answer.verdict.textContent = says;
    answer.button.setAttribute('aria-pressed', String(isAccepted));
    answer.element.classList.toggle('open', !isAccepted && !isMoot(one));
  });
  for (const group of conflictGroups) {
    const takes = resolved.get(conflictIn(group)) ?? 'later';
    for (const button of all('button', group)) {
      const isPressed = String(button.dataset.does === takes);
      if (button.getAttribute('aria-pressed') !== isPressed) button.setAttribute('aria-pressed', isPressed);
    }
    group.classList.toggle('open', takes === 'later');
  }
};

/** @param {HTMLElement} group */
const conflictIn = (group) => told.conflicts[Number(group.dataset.conflict)] ?? '';

/** Accepts, with the reason that stands there, or withdraws it. @param {Answer} answer */
const accept = (answer) => {
  const { reason } = answer;
  const finding = told.toAccept[answers.indexOf(answer)]?.finding;
  if (finding === undefined) return;
  const why = reason.value.trim();
  if (accepted.delete(finding)) {
    decide('No longer accepted.');
    return;
  }
  reason.setAttribute('aria-invalid', String(why === ''));
  if (why === '') {
    reason.focus();
    complain('Say the reason first: nothing is accepted without one.');
    return;
  }
  accepted.set(finding, why);
  decide('Accepted.');
};

/** A reason that changes is no longer the one that was accepted. @param {HTMLInputElement} field */
const changeReason = (field) => {
  field.removeAttribute('aria-invalid');
  const index = answers.findIndex(({ reason }) => reason === field);
  const finding = told.toAccept[index]?.finding ?? '';
  if (accepted.delete(finding)) decide('The reason has changed: accept it again.');
};

/**
 * @param {HTMLElement} group
 * @param {string} takes
 */
const resolve = (group, takes) => {
  const element = conflictIn(group);
  if (takes === 'own' || takes === 'source') resolved.set(element, takes);
  else resolved.delete(element);
  decide(
    takes === 'own'
      ? 'What is here stays.'
      : takes === 'source'
        ? 'The next sync takes the source’s.'
        : 'It stays open, and is asked again.',
  );
};

/** @param {Choice} choice @param {boolean} isTaken */
const choose = ({ changes, name, remark }, isTaken) => {
  for (const change of changes)
    if (isTaken) leftOut.delete(change);
    else leftOut.set(change, remark.value);
  decide(isTaken ? `Taken: ${name}.` : `Left out: ${name}.`);
  const [first] = changes.filter(isOut);
  if (isTaken && first !== undefined) say(`${name}: ${becauseOf(first)}.`);
};

/** @param {HTMLElement} section */
const chooseOne = (section) => {
  const change = changeSections.findIndex(({ element }) => element === section);
  const { called = '' } = told.changes[change] ?? {};
  const choice = choiceOf.get(section.closest('.thing') ?? section);
  if (leftOut.delete(change)) {
    decide(`Taken: ${called}.`);
    return;
  }
  leftOut.set(change, choice?.remark.value ?? '');
  decide(`Left out: ${called}.`);
};

/** @param {Choice} choice */
const changeRemark = ({ changes, remark }) => {
  for (const change of changes) if (leftOut.has(change)) leftOut.set(change, remark.value);
  isUnsaved = true;
  showCounts();
};

document.addEventListener('click', ({ target }) => {
  const button = target instanceof Element ? target.closest('[data-does]') : null;
  if (!(button instanceof HTMLElement)) return;
  const { does = '' } = button.dataset;
  const choice = choiceOf.get(button.closest('.thing') ?? button);
  const section = button.closest('.change');
  const group = button.closest('.resolve');
  const answer = answers.find((one) => one.button === button);
  if (answer) accept(answer);
  else if (group instanceof HTMLElement) resolve(group, does);
  else if (does === 'one' && section instanceof HTMLElement) chooseOne(section);
  else if (choice) choose(choice, does === 'take');
});

document.addEventListener('input', ({ target }) => {
  if (!(target instanceof HTMLInputElement)) return;
  const choice = target.closest('.remark') ? choiceOf.get(target.closest('.thing') ?? target) : undefined;
  if (choice) changeRemark(choice);
  else if (target.closest('.accept')) changeReason(target);
});
