import { typeNamed } from '../../catalogue/index.js';
import type { Change, Changeset } from '../changeset.js';
import { checkBases } from './bases.js';
import { checkDependencies } from './dependencies.js';
import type { Defect, Note } from './defect.js';
import { checkDeletion } from './deletions.js';
import { checkFacts } from './facts.js';
import { checkGit, checkReadAt } from './git.js';
import { checkIdentity } from './identity.js';
import { checkMarkers } from './markers.js';
import { checkOutline } from './outlines.js';
import { checkOwnFields } from './own-fields.js';
import { checkPart } from './parts.js';
import { checkPatch } from './patches.js';
import { sayingsOf } from './sayings.js';
import { checkTaken } from './taken.js';
import { checkWidening } from './widening.js';

export type { Defect } from './defect.js';

/**
 * What is wrong with a changeset that its schema cannot say (rules changeset-checked): whatever octosync would not have made
 * itself. What a reviewer reads is then what is written: nothing hides beside a marker, under another name, in a list that
 * was emptied, or at a place that no declaration knows. An empty list for a good one.
 */
export const ruleDefects = (changeset: Changeset): readonly Defect[] => [
  ...changeset.changes.flatMap((change, index) => defectsOf(change, index, changeset)),
  ...checkDependencies(changeset),
  ...checkFacts(changeset),
  ...checkPart(changeset),
  ...checkGit(changeset),
  ...checkReadAt(changeset),
  ...checkBases(changeset),
];

const defectsOf = (change: Change, index: number, { undoes }: Changeset): readonly Defect[] => {
  const defects: Defect[] = [];
  const note: Note = (what, found, below = '') =>
    void defects.push({ at: `/changes/${index}${below}`, what, ...(found !== undefined && { found }) });
  const type = typeNamed(change.type);
  checkIdentity(change, note, undoes !== undefined);
  for (const saying of sayingsOf(change, note)) {
    checkOwnFields(type, change.action, saying);
    checkTaken(type, change.action, saying);
  }
  if (change.action === 'create') checkMarkers(change.document, type.fields, note);
  else if (change.action === 'delete') checkDeletion(change, undoes, note);
  else {
    checkPatch(change, note);
    checkOutline(change, note);
    checkWidening(change, note);
  }
  return defects;
};
