import type { TSchema } from '@sinclair/typebox';
import { count, either, exactly, flag, list, number, object, oneOf, optional, text, texts } from '../../model/shape.js';
import { sinceWords } from '../../changeset/format.js';
import { identityFields, pointer } from '../../model/shapes.js';
import { reviewFormat } from './format.js';

/* Texts are raw, as everywhere in a review: whoever shows one makes it harmless. */

const side = object(
  'A space, and which snapshot of it was compared.',
  {
    ...identityFields,
    digest: text('Digest of the snapshot.'),
    takenAt: optional(text('When the snapshot was taken (ISO 8601).')),
    instance: optional(text('How the configuration calls the server: prod.')),
    revision: optional(text('The commit in Git that the snapshot is from, abbreviated.')),
  },
  { $id: 'side' },
);

/** Who made a difference since the base, and the same as people read it. */
const sinceFields = {
  since: optional(
    oneOf(
      sinceWords,
      'Who made the difference since the last sync: the source, the destination or both; new: it came since; unknown: no base tells.',
    ),
  ),
  sinceSays: optional(text('The same in words: changed on the source since 2026-11-20. Absent where nobody knows.')),
};

const command = object('A line that may be copied.', {
  command: text('The line.'),
  purpose: text('What it is for.'),
});

const action = oneOf(['create', 'update', 'delete'], 'What happens to it.');
const tone = oneOf(['danger', 'warn', 'todo'], 'How loud it is.');
const sign = oneOf(
  ['+', '~', '-', '>', '='],
  'It comes, changes, goes, takes another place; = stands for what stays as it is.',
);

/** Things of which the same is said. */
const same = <Member extends TSchema>(member: Member) =>
  list(
    object('Those of which the same is said.', {
      says: text('What is said of them, in sentences.'),
      count: text('How many they are: 2 variables.'),
      members: list(member, 'Each of them.'),
    }),
    'Grouped by what is said.',
  );

const finding = object(
  'One thing to look at.',
  {
    kind: text('gate, error, blocked, partial, or the kind of a warning or of a task.'),
    title: text('The kind in words.'),
    tone,
    name: text('What it is about, in words.'),
    about: optional(text('The change or entry that it is about: its id.')),
    thing: optional(text('The thing that this belongs to: projects/OctoFX.')),
    concerns: optional(texts('Of a gate: the ids of the changes that it is about.')),
    says: text('What is said of it.'),
    place: optional(pointer),
    lines: optional(list(command, 'What may be copied: into a shell, or into the configuration.')),
    ...sinceFields,
  },
  { $id: 'finding' },
);

const ask = object('Findings that ask for the same.', {
  ask: oneOf(
    ['conflict', 'allow', 'cannot', 'rename', 'know'],
    'What they ask: a decision, a word of consent, a remedy, whether two things are one, or to be known.',
  ),
  title: text('The same in words.'),
  means: text('What is to be done about them.'),
  tone,
  count: count('How many findings.'),
  kinds: list(
    object('Findings of one kind.', {
      kind: text('The kind.'),
      title: text('The kind in words.'),
      means: text('What the kind means; empty where nothing is known of it.'),
      tone,
      count: count('How many findings.'),
      reasons: same(finding),
    }),
    'Kind by kind, the worst first.',
  ),
});

const plainValue = object('What a value says.', {
  kind: oneOf(
    ['text', 'words', 'picture', 'data'],
    'A text as it is; words about what is not shown; a picture; a number, reference or structure.',
  ),
  text: text('The text, or the words.'),
  about: optional(oneOf(['secret', 'nothing'], 'What the words are about.')),
  digest: optional(text('Of a picture: its digest.')),
});

const listValue = object('A list of values.', {
  kind: exactly('list'),
  items: list(plainValue, 'Its members.'),
});

const value = either([plainValue, listValue], { $id: 'value' });

const field = object(
  'One field, and what it says before and after.',
  {
    op: oneOf(['add', 'remove', 'replace', 'move'], 'What happens to it.'),
    name: text('Its place within what the section is about.'),
    before: optional(value),
    after: optional(value),
    says: optional(text('Of a move: from where.')),
    lineEnds: optional(
      object('How lines end, where that is not the same before and after.', {
        before: text('CRLF, LF or mixed.'),
        after: text('CRLF, LF or mixed.'),
      }),
    ),
  },
  { $id: 'field' },
);

const row = object(
  'One line of a change: a step, a value, a field.',
  {
    sign,
    title: text('What it is about: 3. Smoke test, Db.Name [Staging].'),
    says: text('What becomes of it; may be empty.'),
    isUsual: optional(flag('A field of something new that says what it says unless somebody asks for something else.')),
    isSecret: optional(flag('Its value is one that nobody may see.')),
    counts: optional(
      oneOf(
        ['added', 'changed', 'removed', 'rescoped', 'moved', 'unchanged'],
        'What a step or value is counted as; absent for a field.',
      ),
    ),
    sections: list(
      object('Fields of one thing.', {
        heading: text('Steps › Deploy web; empty for the fields of the row itself.'),
        fields: list(field, 'Field by field.'),
        empty: list(
          object('Fields that come or go with nothing in them.', {
            op: oneOf(['add', 'remove'], 'Whether they come or go.'),
            names: texts('Their names.'),
          }),
          'What says nothing.',
        ),
      }),
      'Field by field; empty where the row says it all.',
    ),
  },
  { $id: 'row' },
);

const event = object('An event of a document, from the audit of its server.', {
  user: text('The name of the user.'),
  when: text('When (ISO 8601).'),
  category: text('Created, Modified or Deleted.'),
  says: text('The same in words: Modified by grace, 2026-11-20 06:00 UTC.'),
  page: text('The audit of the document in the portal.'),
});

const change = object(
  'What is written of a thing: one document.',
  {
    id: text('The id of the change or difference.'),
    type: text('The type of resource.'),
    names: texts("The names that identify it, its parents' first."),
    action,
    called: text('In words: runbook "Restart web" of project "OctoFX".'),
    below: text('The same below its thing: runbook "Restart web"; empty for the thing itself.'),
    order: optional(number('Its place in the syncing order. A comparison has none.')),
    dependsOn: texts('Ids of changes that are done before.'),
    reasons: texts('Why: sentences, with the rule and its value in parentheses.'),
    warnings: list(finding, 'What is to be known of it.'),
    cleanUp: list(finding, 'What is to be done by hand afterwards.'),
    rows: list(row, 'Step by step, value by value, field by field.'),
    who: optional(list(event, 'Who wrote it last, where its server was asked: the latest first.')),
    ...sinceFields,
  },
  { $id: 'change' },
);

const thing = object('A thing that a person knows, with all that happens to it.', {
  id: text('The item at the top: projects/OctoFX.'),
  type: text('Its type.'),
  noun: text('Its type in words: project.'),
  name: text('Its name.'),
  action,
  sign,
  says: text('What comes or becomes of it, counted; empty where there is nothing to count.'),
  who: optional(text('The latest event of all that is written of it, in words, where its server was asked.')),
  since: text('Who changed it, in words: changed on the source, new on the source; empty where nobody knows.'),
  changes: list(change, 'What is written of it.'),
});

const task = object('One thing to do or decide afterwards.', {
  kind: text('What is to be done.'),
  id: text('The change or entry that it comes from.'),
  thing: text('The thing that it belongs to.'),
  type: text('The type of the change or entry.'),
  called: text('The same in words.'),
  says: text('What is to be done, in a sentence.'),
  at: optional(pointer),
  page: optional(text('Its page in the portal.')),
  ...sinceFields,
});

const entry = object('What leads to no change.', {
  id: text('Its id.'),
  type: text('Its type.'),
  thing: text('The thing that it belongs to.'),
  name: text('What is meant, in words.'),
  part: optional(text('The part of it that is meant, where it is not the whole.')),
  again: optional(text('When a sync first left it open (ISO 8601, UTC).')),
  ...sinceFields,
});

const reviewList = object('What leads to no change, and why.', {
  key: text('The column of the summary that counts it: left.'),
  title: text('Skipped.'),
  count: count('How many.'),
  reasons: same(entry),
});

const conflict = object('What both sides have changed, each in its own way.', {
  about: text('The item: its id.'),
  element: text('What approve --resolve takes: the item and, after a #, its part.'),
  name: text('What it is about, in words.'),
  base: value,
  source: value,
  destination: value,
  takes: oneOf(['destination', 'source', 'merged'], 'Whose word stands after apply.'),
  compared: list(
    object('Two texts of several lines beside each other.', {
      title: text('base → source, here → merged.'),
      blocks: list(
        object('Lines that are the same, or that differ.', {
          kind: oneOf(['same', 'changed'], 'Whether both have them.'),
          lines: optional(texts('Of lines that are the same.')),
          before: optional(texts('Of lines that differ: what the first says.')),
          after: optional(texts('Of lines that differ: what the second says.')),
        }),
        'In their order.',
      ),
    }),
    'Of texts of several lines: base to both sides, and both to what is merged.',
  ),
  ...sinceFields,
});

export const reviewShape = object(
  'A changeset or a comparison as a person reviews it: what octosync show --format json prints.',
  {
    format: exactly(reviewFormat, 'The version of this format.'),
    kind: oneOf(['changeset', 'comparison'], 'What is reviewed.'),
    headline: text('One line that can be read aloud.'),
    header: list(
      object('A line of the header.', { label: text('What it is about.'), text: text('What it says.') }),
      'What was compared with what, when, and with which octosync.',
    ),
    from: side,
    to: side,
    base: optional(side),
    digest: optional(text('The digest of the changeset: what an approval is about.')),
    made: optional(
      object('How the changeset was made.', {
        tool: optional(text('The octosync that made it: its version.')),
        sync: optional(text('The sync of the configuration.')),
        preset: optional(text('The use case that its options began with.')),
      }),
    ),
    git: optional(
      list(
        object('A project whose changes become commits.', {
          project: text('The project of the destination.'),
          url: optional(text('The URL of its repository, without who signs in.')),
          branch: text('The branch that they go to.'),
          ref: text('The ref that was read: the branch is made from it, unless they go to that itself.'),
          changes: texts('The changes.'),
        }),
        'Which changes become commits, by project.',
      ),
    ),
    asks: list(ask, 'What needs eyes first, by what it asks.'),
    things: list(
      object('Things of one type.', {
        type: text('The type.'),
        heading: text('The type as the portal has it: Library variable sets.'),
        things: list(thing, 'By name.'),
      }),
      'Everything that changes, in the order of the portal.',
    ),
    tasks: list(
      object('Tasks of one kind.', {
        kind: text('What is to be done.'),
        title: text('The same in words: Secrets to enter.'),
        means: text('What is to be done, in a sentence.'),
        says: text('How many, and where: 427 secrets to enter in 100 projects.'),
        count: count('How many.'),
        tasks: list(task, 'Each of them.'),
      }),
      'What a person has to do or decide afterwards.',
    ),
    lists: list(reviewList, 'Left, skipped, unsupported, ignored.'),
    only: optional(reviewList),
    conflicts: list(
      conflict,
      'What both sides have changed, with the three values; the findings of `asks` say the rest.',
    ),
    removed: list(finding, 'What the source has removed since the base, and the destination still has.'),
    renames: list(finding, 'What was probably given another name on the source, with the lines to paste.'),
    summary: object('How many of what, type by type.', {
      columns: list(
        object('A column that counts something.', { title: text('What it counts.'), total: count('How many in all.') }),
        'In this order.',
      ),
      rows: list(
        object('A type.', {
          type: text('The type.'),
          heading: text('The type as the portal has it.'),
          counts: list(count('How many.'), 'One for each column.'),
        }),
        'In the order in which they are written.',
      ),
    }),
    next: list(command, 'What to do next.'),
  },
);
