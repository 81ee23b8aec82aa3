import { describe, expect, it } from 'vitest';
import { fieldLines } from '../../src/report/field-lines.js';
import { pointerOf, type Segment } from '../../src/model/pointer.js';
import type { Edit } from '../../src/report/review/edits.js';
import { editsIn } from '../../src/report/review/edits.js';
import { fieldSections } from '../../src/report/review/fields.js';
import { lineBlocks } from '../../src/report/review/line-blocks.js';
import { inOneLine, said } from '../../src/report/review/said.js';

/** Edits at the pointers that their places are. */
const shown = (...edits: readonly WithoutPointer<Edit>[]): readonly string[] =>
  fieldLines(fieldSections(edits.map((edit) => ({ ...edit, at: pointerOf(edit.place.split(' › ')) })))).map(
    ({ sign, depth, ofValue, text }) => `${sign} ${'  '.repeat(depth)}${ofValue ? '│ ' : ''}${text}`,
  );

type WithoutPointer<T> = T extends Edit ? Omit<T, 'at'> : never;

const numbers = (count: number): readonly string[] => Array.from({ length: count }, (_, index) => String(index + 1));

describe('Values in words', () => {
  it.each([
    ['a text, its quotes as they are', 'say "yes"', '"say "yes""'],
    ['an empty text', '', '(empty text)'],
    ['a number', 7.5, '7.5'],
    ['nothing', null, '(nothing)'],
    ['an empty list', [], '(empty list)'],
    ['an empty structure', {}, '(nothing in it)'],
    ['a list', ['Dev', 'Test'], '["Dev", "Test"]'],
    ['a structure', { Environment: ['Dev'] }, '{Environment: ["Dev"]}'],
    ['a secret', { $secret: true }, '(secret: only the server knows it)'],
    ['a secret without a value', { $secret: false }, '(secret: none is set)'],
    ['a placeholder', { $placeholder: 'DUMMY' }, '(secret: placeholder, to be replaced)'],
    ['a placeholder for nothing', { $placeholder: '' }, '(secret: none is set)'],
    ['what must be supplied', { $needed: 'CertificateData' }, '(secret: must be supplied to apply, --secrets)'],
    ['a picture', { $file: 'sha256:0123456789abcdef' }, '(picture 0123456789ab)'],
    ['an expression', { $expression: '#{Pool}' }, '#{Pool}'],
    ['a reference to nothing', { $unresolved: 'Teams-9' }, '(refers to nothing that exists: Teams-9)'],
    ['a reference', { $reference: { type: 'channels', names: ['OctoFX', 'QA'] } }, 'channels "OctoFX" / "QA"'],
  ])('%s', (_, value, words) => expect(inOneLine(said(value))).toBe(words));
});

describe('The lines of a change', () => {
  it('say before and after', () => {
    expect(shown({ op: 'replace', place: 'Description', before: 'old', after: 'new' })).toEqual([
      '- Description: "old"',
      '+ Description: "new"',
    ]);
  });

  it('name a place once for all that is in it', () => {
    expect(
      shown(
        { op: 'add', place: 'Steps › Web › Name', after: 'Web' },
        { op: 'add', place: 'Steps › Web › Properties › Role', after: 'web' },
        { op: 'add', place: 'Steps › Web › Packages', after: [] },
        { op: 'add', place: 'Steps › Web › Condition', after: null },
        { op: 'remove', place: 'Description', before: 'x' },
      ),
    ).toEqual([
      '- Description: "x"',
      '  Steps › Web',
      '+   Name: "Web"',
      '+   Properties › Role: "web"',
      '+   empty: Packages, Condition',
    ]);
  });

  it('say that something empty comes, if that is all that does', () => {
    expect(shown({ op: 'add', place: 'Environments › OctoFX', after: [] })).toEqual([
      '  Environments',
      '+   OctoFX: (empty list)',
    ]);
  });

  it('compare texts line by line, with three lines around', () => {
    const lines = numbers(20);
    const before = lines.join('\n');
    const after = lines.map((line) => (line === '10' ? 'ten' : line)).join('\n');
    expect(shown({ op: 'replace', place: 'Script', before, after })).toEqual([
      '  Script:',
      '    … 6 lines are the same',
      '    │ 7',
      '    │ 8',
      '    │ 9',
      '-   │ 10',
      '+   │ ten',
      '    │ 11',
      '    │ 12',
      '    │ 13',
      '    … 7 lines are the same',
    ]);
  });

  it('see that only the line ends are others', () => {
    expect(shown({ op: 'replace', place: 'Script', before: 'a\r\nb', after: 'a\nb' })).toEqual([
      '  Script:',
      '-   line ends: CRLF',
      '+   line ends: LF',
      '    … 2 lines are the same',
    ]);
  });

  it('compare long structures field by field', () => {
    const before = { Scope: numbers(30), Name: 'x' };
    const lines = shown({ op: 'replace', place: 'Value', before, after: { ...before, Name: 'y' } });
    expect(lines.slice(-4)).toEqual(['    │   ]', '-   │   Name: "x"', '+   │   Name: "y"', '    │ }']);
  });

  it('say where something was moved from', () => {
    expect(shown({ op: 'move', place: 'Steps › 2', from: 'Steps › 5' })).toEqual([
      '  Steps',
      '    2: moved here from Steps › 5',
    ]);
  });

  it('begin with no character of a formula', () => {
    expect(shown({ op: 'add', place: "=cmd|' /C calc'!A0", after: 'x' })).toEqual([`+ "=cmd|' /C calc'!A0": "x"`]);
  });

  it('take a document with a marker of its own for a document', () => {
    const document = { $builtIn: 'teams-everyone', Name: 'Everyone' };
    const edits = editsIn([{ op: 'add', path: pointerOf(['Teams', '-']), value: document }]);
    expect(edits.map(({ place }) => place)).toEqual(['Teams › Everyone › $builtIn', 'Teams › Everyone › Name']);
  });
});

describe('Fields of one thing', () => {
  const add = (place: string, ...at: readonly Segment[]): Edit => ({ op: 'add', at: pointerOf(at), place, after: 'x' });

  it('stand together, those of the document itself first', () => {
    const sections = fieldSections([
      add('Steps › Web › Name', 'Steps', 0, 'Name'),
      add('Name', 'Name'),
      add('Steps › Web › Condition', 'Steps', 0, 'Condition'),
    ]);
    expect(sections.map(({ heading, fields }) => [heading, fields.map(({ name }) => name)])).toEqual([
      ['', ['Name']],
      ['Steps › Web', ['Name', 'Condition']],
    ]);
  });

  it.each([
    ['have pointers of their own', 3, 7],
    ['come one after the other', '-', '-'],
  ])('stay apart from those of another thing that is called the same: both %s', (_, one, other) => {
    const sections = fieldSections([
      add('Variables › Port › Value', 'Variables', one, 'Value'),
      add('Variables › Port › Value', 'Variables', other, 'Value'),
    ]);
    expect(sections.map(({ heading }) => heading)).toEqual(['Variables › Port', 'Variables › Port']);
  });
});

describe('A comparison of lines', () => {
  it('of texts that have nothing in common stays quick and whole', () => {
    const [before, after] = [numbers(20_000), numbers(20_000).map((line) => `x${line}`)];
    expect(lineBlocks(before, after)).toEqual([{ kind: 'changed', before, after }]);
  });

  it('of equal texts is nothing but what they say', () => {
    expect(lineBlocks(['a'], ['a'])).toEqual([{ kind: 'same', lines: ['a'], isFolded: false }]);
  });

  it('tells the same from what stands in its place', () => {
    expect(lineBlocks(['one', 'two', 'three'], ['one', 'zwei', 'three'])).toEqual([
      { kind: 'same', lines: ['one'], isFolded: false },
      { kind: 'changed', before: ['two'], after: ['zwei'] },
      { kind: 'same', lines: ['three'], isFolded: false },
    ]);
  });
});
