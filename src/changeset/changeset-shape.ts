import {
  anyJson,
  anyObject,
  byName,
  byNameLike,
  count,
  counts,
  either,
  exactly,
  flag,
  list,
  nothing,
  number,
  object,
  oneOf,
  optional,
  text,
  texts,
} from '../model/shape.js';
import {
  changeId,
  changeIds,
  cleanUp,
  digest,
  digestPattern,
  identityFields,
  itemFields,
  pointer,
  reason,
  typeName,
  warning,
} from '../model/shapes.js';
import { changesetFormat, policySignatures, policyTimes, sinceWords, summaryColumns } from './format.js';
import { patch, steps } from './operation-shape.js';

export const side = object(
  'A space, and which snapshot of it was compared.',
  {
    ...identityFields,
    digest: digest('Digest of the snapshot.'),
    takenAt: optional(text('When the snapshot was taken (ISO 8601).')),
    instance: optional(text('How the configuration calls the server: prod.')),
    revision: optional(text('The commit in Git that the snapshot is from, abbreviated.')),
  },
  { $id: 'side' },
);

/** What took part in each sync: filters, and the switches for parts of items. */
export const selections = list(
  anyObject('The options of a sync that say so, by name, as a changeset has them.'),
  'What took part in the syncs up to now, each selection once, the last one at the end.',
);

export const document = anyObject('The whole normalized document: names where the API has IDs.');

/** Optional so that an entry about both sides as a whole needs none. */
export const since = optional(
  oneOf(
    sinceWords,
    'Who made the difference since the last sync: the source, the destination or both; new: it came since; unknown: no base tells.',
  ),
);

const changeFields = {
  ...itemFields,
  since,
  id: changeId,
  type: typeName,
  order: number('Its place in the syncing order: smaller is written first.'),
  dependsOn: changeIds('Ids of changes that must be done before.'),
  reasons: list(reason, 'Which rules decided what.'),
  warnings: list(warning, 'What a reviewer must see although the change stands.'),
  cleanUp: list(cleanUp, 'What a person must do by hand afterwards.'),
};

export const createChange = object('The destination lacks the item.', {
  action: exactly('create'),
  ...changeFields,
  document,
});

export const outline = list(
  object('A list of named things after the change.', { at: pointer, names: texts('Their names, in their order.') }),
  'What a reader needs to know where things stand: each list of named things that the patch reaches into.',
);

export const updateChange = object('The destination has the item.', {
  action: exactly('update'),
  ...changeFields,
  patch,
  outline: optional(outline),
});

/** What goes with a resource that is deleted: a project's channels, its process. */
const goesWith = list(
  object('Something that belongs to it.', {
    id: text('What a change to it would be called: channels/OctoFX/Beta.'),
    type: typeName,
    names: texts('The names that identify it.'),
    document,
  }),
  'What goes with it, as it must be there now. What the server makes by itself with it is not in the list.',
);

/** In an undo only (rules undo-delete): what the receipt says that its run created. */
export const deleteChange = object('An earlier run of octosync created the item, and it goes.', {
  action: exactly('delete'),
  ...changeFields,
  document,
  goes: goesWith,
});

const entryFields = {
  ...itemFields,
  since,
  again: optional(text('When it was first left open, where an earlier sync did so: ISO 8601, UTC.')),
  part: optional(
    text('The part that is meant, where it is not the whole item: variable "Password" (environment: Test).'),
  ),
  differing: optional(count('Of a left item: how many fields differ.')),
  reasons: list(reason, 'Why it leads to no change.'),
  warnings: optional(list(warning, 'What a reviewer must see of it all the same.')),
};

export const entry = object('A source item, or a part of one, that leads to no change.', entryFields, { $id: 'entry' });

export const conflict = object(
  'What both sides have changed, each in its own way.',
  {
    ...entryFields,
    at: pointer,
    base: optional(anyJson()),
    source: optional(anyJson()),
    destination: optional(anyJson()),
    merged: optional(text('Of a text of several lines, where both changed other lines: what both together say.')),
    takes: oneOf(['destination', 'source', 'merged'] as const, 'Whose word stands after apply.'),
  },
  { $id: 'conflict' },
);

export const rename = object(
  'Something of the source that is probably something of the destination under another name.',
  {
    ...entryFields,
    candidates: texts('What it is called on the destination; two or more where nothing is proposed.'),
    to: text('What the source calls it now.'),
    map: optional(text('The line that keeps the old name there: map: { environments: { Test: QA } }.')),
    follows: flag('Whether this changeset gives it the new name (renames: follow).'),
  },
  { $id: 'rename' },
);

/** What of a document of the source did not arrive, because the destination lacks it. */
export const lost = list(
  object('Members of a list, or a reference.', {
    at: pointer,
    names: optional(texts('The members of the list there; all that stands there, where nothing is said.')),
  }),
  'What of it the destination lacks: it has not arrived.',
);

const baseVariants = [
  nothing('It has nothing of it.'),
  anyObject('The whole document, where the source has none.'),
  steps,
] as const;

/** What a base says of an item: mostly the little that the source says otherwise by now (rules base-said). */
export const baseSaid = either([...baseVariants]);

/** Where the steps begin. */
export const of = optional(
  texts("The names of the source's item whose document the steps begin with, where the source calls it otherwise."),
);

/** What of an item is not carried: `base` is what its base says from now on, `lost` what its base lacks of what the source says. */
export const kept = object('What the base says of an item that is not carried whole.', {
  id: text('The item.'),
  part: optional(text('The part that is meant, where it is not the whole item.')),
  base: optional(baseSaid),
  of,
  lost: optional(lost),
});

/** What an earlier sync left open, as it stands in `open.json` but for the base that it keeps. */
export const stillOpen = object('What an earlier sync left open of something.', {
  id: text('The item.'),
  type: text('The type of resource.'),
  names: texts("The names that identify the item, its parents' first."),
  part: optional(text('The part that is meant, where it is not the whole item.')),
  since,
  isThere: optional(flag('The destination has it, and it was left as it was: it will not come again.')),
  first: text('When a sync first left it open: ISO 8601, UTC.'),
  says: optional(text('Why it was not carried.')),
  resolved: optional(oneOf(['own', 'source'], 'Whose word a person said is to stand.')),
});

/** What `pick` has to know of the base, so that what is left out keeps it (rules pick-base). */
export const baseBefore = object('What the base says of an item that changes.', {
  id: text('The item.'),
  base: either([
    exactly('tested', 'What its changes test, in place of what they bring: the source says all else as it did.'),
    ...baseVariants,
  ]),
  of,
  next: optional(steps),
  fields: optional(
    texts('The fields that the source says, where the base has nothing of the item and it changes in parts.'),
  ),
  open: optional(list(stillOpen, 'What the last sync left open of it.')),
});

export const missing = object('A resource that the destination lacks.', {
  type: itemFields.type,
  name: text('Its name.'),
  at: pointer,
});

export const blockedEntry = object('An item that cannot be written.', {
  ...entryFields,
  missing: list(missing, 'What it needs and the destination lacks.'),
});

export const refusedGate = object('A limit on size or kind that the changeset does not keep to.', {
  gate: text('The name of the limit.'),
  figure: number('What the changeset has.'),
  limit: text('What is allowed.'),
  of: optional(count('How many items there are, where the limit is a share of them.')),
  says: text('One sentence for a reviewer.'),
  ids: texts('The changes it is about.'),
});

/** What the destination requires before apply writes anything to it (rules policy-require). */
export const policy = object('What an instance requires of whoever applies to it.', {
  approvals: count('How many people must approve.'),
  from: optional(texts('Who may approve: names or addresses. Anybody, where nothing is said.')),
  when: oneOf(policyTimes, 'Of which changesets it is required.'),
  notByAuthor: flag('Who made the changeset does not count.'),
  maxAge: optional(text('How old an approval may be: 14d, 12h.', { pattern: '^[1-9][0-9]*[dhm]$' })),
  signed: oneOf(policySignatures, 'How an approval is signed.'),
  signers: optional(texts('The lines of the file of allowed signers (ssh-keygen), where approvals are signed.')),
  alsoSigners: optional(
    list(
      texts('The lines of one.'),
      'More such files, where several policies hold: a signature must pass each of all.',
    ),
  ),
});

/** What a smaller changeset was made of (rules pick-part). */
export const part = object('Of which changeset it is a part, and what was left out.', {
  of: digest('The digest of the whole changeset.'),
  leftOut: list(
    object('A change that was left out.', {
      id: text('The change.'),
      by: optional(text('Who left it out.')),
      why: optional(text('Why, as they say.')),
      because: optional(text('The change that it depends on, where it went because that one was left out.')),
    }),
    'What was left out of it.',
  ),
});

/** Of an undo: which run it takes back (rules undo-of). */
export const undoes = object('Which run it takes back.', {
  changeset: digest('The digest of the changeset that was applied.'),
  receipt: digest('SHA-256 of the bytes of its receipt.'),
  file: text('The name of the file of the receipt, in the folder of this changeset.'),
  source: optional(digest('The snapshot of the source that was applied: the base of the sync, if it has moved.')),
  base: optional(digest('The base that it was compared with; none where there was none.')),
});

/** What a rule of the configuration says not to look at (rules ignore-said). */
export const ignoredEntry = object('What a rule of the configuration leaves out of the comparison.', {
  ...entryFields,
  at: optional(pointer),
  rule: text('The rule, as the configuration has it: projects/OctoFX#/Description.'),
  why: text('The reason that the rule gives.'),
  until: optional(text('The last day on which it holds.')),
});

/** A project of the destination whose changes become commits (rules git-commits). */
export const gitTarget = object('A project of the destination whose changes become commits.', {
  project: text('The project of the destination.'),
  ref: text('The ref that was read there: refs/heads/main.'),
  url: optional(text('The URL of the repository, without who signs in.')),
  write: oneOf(
    ['branch', 'ref'] as const,
    'Where the commits go: to a branch of their own, which is octosync/ and the first twelve digits of the digest, or to the ref itself.',
  ),
  changes: changeIds('The changes that become commits.'),
});

/** A project of the destination that apply reads at another ref than its default branch (rules git-read-live). */
export const readAt = object('A project in Git of the destination, and where it was read.', {
  project: text('The project of the destination.'),
  refs: texts('Where it is read: the first of these that is there.'),
});

export const typeSummary = counts(summaryColumns, 'Of one type.', {
  delete: optional(count('How many are deleted, in an undo.')),
});

export const changesetShape = object(
  'What octosync diff decided, made to be reviewed and applied exactly as it stands.',
  {
    format: exactly(changesetFormat, 'The version of this format.'),
    made: optional(
      object('How it was made.', {
        tool: optional(text('The octosync that made it: its version.')),
        sync: optional(text('The sync of the configuration.')),
        preset: optional(text('The use case that its options began with.')),
        author: optional(text('Who made it, as they or their pipeline say.')),
      }),
    ),
    source: side,
    destination: side,
    base: optional(side),
    policy: optional(policy),
    part: optional(part),
    undoes: optional(undoes),
    today: optional(text('The day on which rules of the configuration that end were judged: 2027-03-01.')),
    options: anyObject('The options in effect, by name, each with where its value is from.'),
    changes: list(
      either([createChange, updateChange, deleteChange], { $id: 'change' }),
      'What apply writes, in this order.',
    ),
    git: optional(list(gitTarget, 'Which of the changes become commits, by project. None, where it is not there.')),
    readAt: optional(
      list(
        readAt,
        'Projects of which changes are in the database alone, where they were not read at their default branch.',
      ),
    ),
    left: list(entry, 'What is on the destination already and stays as it is.'),
    skipped: list(entry, 'What a rule keeps from the destination.'),
    unsupported: list(entry, 'What cannot be carried over.'),
    blocked: list(blockedEntry, 'What needs something that the destination lacks.'),
    errors: list(entry, 'What could not be decided.'),
    conflicts: list(conflict, 'What both sides have changed since the base, each in its own way.'),
    removed: list(entry, 'What the source has removed since the base, and the destination still has.'),
    renames: list(rename, 'What was probably given another name on the source.'),
    only: list(entry, 'What only the destination has.'),
    ignored: optional(list(ignoredEntry, 'What rules of the configuration leave out of the comparison.')),
    selections: optional(selections),
    keeps: optional(list(kept, 'With a base: what is not carried, and the base that it keeps.')),
    bases: optional(
      list(
        baseBefore,
        'With a base: what it says of each item that changes; next: what it would say from then on, where the item changes in parts and the source says otherwise.',
      ),
    ),
    stillOpen: optional(list(stillOpen, 'Of a part: what an earlier sync left open of what is left out.')),
    warnings: texts('What concerns the whole changeset.'),
    summary: byName(typeSummary, 'How many of what, by type.'),
    gates: list(refusedGate, 'The limits that refuse it until somebody lets them pass.'),
    files: optional(
      byNameLike(digestPattern, text('The picture.'), 'Pictures that the changes bring, in base 64, by their digest.'),
    ),
    digest: digest('SHA-256 of the canonical JSON (RFC 8785) of everything else.'),
  },
);
