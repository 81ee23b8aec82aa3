/**
 * Asks the own server; its address is that of the page.
 * @param {string} what
 * @param {object} [body]
 * @returns {Promise<{ isOk: boolean, says: string, [more: string]: unknown }>}
 */
const ask = async (what, body) => {
  try {
    const answer = await fetch(what, {
      ...(body && { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }),
      cache: 'no-store',
    });
    /** @type {unknown} */
    const said = await answer.json();
    const fields = typeof said === 'object' && said !== null ? said : {};
    const says = 'says' in fields && typeof fields.says === 'string' ? fields.says : '';
    return { ...fields, isOk: answer.ok, says };
  } catch {
    return {
      isOk: false,
      says: 'octosync review has ended: nothing was written. Start it again, and reload this page.',
    };
  }
};

/** Whether an answer is waited for: nothing is sent twice. */
let isAsking = false;

/** @param {() => Promise<void>} act */
const once = async (act) => {
  if (isAsking) return;
  isAsking = true;
  try {
    await act();
  } finally {
    isAsking = false;
  }
};

const save = () =>
  once(async () => {
    const sent = decided();
    const answer = await ask('decisions', { ...sent, saved: told.saved });
    if (!answer.isOk) {
      complain(answer.says);
      return;
    }
    told.saved = typeof answer.saved === 'string' ? answer.saved : '';
    // What was decided while the answer was on its way is not saved yet.
    isUnsaved = JSON.stringify(sent) !== JSON.stringify(decided());
    showCounts();
    say(answer.says);
  });

const dialogs = { approving: byId('approving', HTMLDialogElement), help: byId('keys-help', HTMLDialogElement) };

const openApproval = () => {
  const open = openCount();
  const gone = told.changes.filter((_, index) => isOut(index)).length;
  byId('approving-says', HTMLElement).textContent = [
    gone === 0
      ? `All ${figure(told.changes.length)} changes are taken.`
      : `${figure(told.changes.length - gone)} of ${figure(told.changes.length)} changes are taken: they become a changeset of their own.`,
    ...(open === 0
      ? []
      : [`${figure(open)} ${open === 1 ? 'decision is' : 'decisions are'} open: apply may refuse it.`]),
  ].join(' ');
  byId('approving-trouble', HTMLElement).textContent = '';
  dialogs.approving.showModal();
  byId('by', HTMLInputElement).focus();
};

const approve = () =>
  once(async () => {
    const by = byId('by', HTMLInputElement);
    const trouble = byId('approving-trouble', HTMLElement);
    by.setAttribute('aria-invalid', String(by.value.trim() === ''));
    if (by.value.trim() === '') {
      trouble.textContent = 'Say who approves.';
      by.focus();
      return;
    }
    const comment = byId('comment', HTMLInputElement).value.trim();
    const more = { by: by.value.trim(), ...(comment !== '' && { comment }), saved: told.saved };
    const answer = await ask('approve', { ...decided(), ...more });
    if (answer.isOk) {
      showResult(answer);
      return;
    }
    trouble.textContent = answer.says;
  });

/** @param {unknown} value @returns {readonly string[]} */
const textsIn = (value) => (Array.isArray(value) ? value.map(String) : []);

/**
 * @param {'span' | 'code'} kind
 * @param {string} text
 */
const paragraph = (kind, text) => {
  const [around, inner] = [document.createElement('p'), document.createElement(kind)];
  inner.textContent = text;
  around.append(inner);
  return around;
};

/** @param {{ [more: string]: unknown }} answer */
const showResult = ({ lines, next }) => {
  isUnsaved = false;
  dialogs.approving.close();
  const result = byId('result', HTMLElement);
  const title = document.createElement('h2');
  title.textContent = 'Done';
  const list = [
    ...textsIn(lines).map((line) => paragraph('span', line)),
    ...textsIn(next).map((line) => paragraph('code', line)),
  ];
  const end = document.createElement('p');
  end.className = 'hint';
  end.textContent = 'octosync review has ended. This page can be closed.';
  result.replaceChildren(title, ...list, end);
  result.hidden = false;
  for (const one of all('.bar, .decide, .decide-one, .resolve, .decisions')) one.hidden = true;
  result.focus();
  result.scrollIntoView({ block: 'start' });
};
