/**
 * What a person has decided, as the server takes and gives it.
 * @typedef {{
 *   leftOut: { id: string, why?: string }[], resolved: { element: string, takes: 'own' | 'source' }[],
 *   accepted: { finding: string, reason: string }[]
 * }} Decided
 */

/**
 * What the server says of the changeset: changes, findings and conflicts by their places on the page.
 * @typedef {{
 *   changes: { id: string, called: string, needs: number[] }[], toAccept: { finding: string, of?: number }[],
 *   conflicts: string[], decided: Decided, by: string, saved: string, says: string[]
 * }} Told
 */

/** @type {Told} */
let told = {
  ...{ changes: [], toAccept: [], conflicts: [], by: '', saved: '', says: [] },
  decided: { leftOut: [], resolved: [], accepted: [] },
};

/** What is left out, with the remark. @type {Map<number, string>} */
const leftOut = new Map();

/** What goes with it, with what it needs. @type {Map<number, number>} */
let followers = new Map();

/** What is accepted, with the reason. @type {Map<string, string>} */
const accepted = new Map();

/** Whose word stands. @type {Map<string, 'own' | 'source'>} */
const resolved = new Map();

/** Whether there is something that the file does not have. */
let isUnsaved = false;

/** @param {number} change */
const isOut = (change) => leftOut.has(change) || followers.has(change);

/** What is not taken keeps nobody waiting. @param {{ of?: number }} one */
const isMoot = ({ of }) => of !== undefined && isOut(of);

/** @returns {number} how many decisions are open */
const openCount = () =>
  told.toAccept.filter((one) => !isMoot(one) && !accepted.has(one.finding)).length +
  told.conflicts.filter((element) => !resolved.has(element)).length;

/** What was saved, or comes with the page. @param {Told} from */
const takeOver = (from) => {
  told = from;
  const places = new Map(told.changes.map(({ id }, index) => [id, index]));
  for (const { id, why = '' } of told.decided.leftOut) {
    const place = places.get(id);
    if (place !== undefined) leftOut.set(place, why);
  }
  for (const { finding, reason } of told.decided.accepted) accepted.set(finding, reason);
  for (const { element, takes } of told.decided.resolved) resolved.set(element, takes);
};

/** @returns {Decided} in the order of the changeset */
const decided = () => ({
  leftOut: told.changes.flatMap(({ id }, index) => {
    const why = leftOut.get(index)?.trim();
    return why === undefined ? [] : [{ id, ...(why !== '' && { why }) }];
  }),
  resolved: [...resolved].map(([element, takes]) => ({ element, takes })),
  accepted: [...accepted].map(([finding, reason]) => ({ finding, reason })),
});
