import { describe, expect, it } from 'vitest';
import { fieldLines } from '../../src/report/field-lines.js';
import { pointerOf } from '../../src/model/pointer.js';
import type { Edit } from '../../src/report/review/edits.js';
import { editsIn } from '../../src/report/review/edits.js';
import { fieldSections } from '../../src/report/review/fields.js';
import { lineBlocks } from '../../src/report/review/line-blocks.js';
import { inOneLine, said } from '../../src/report/review/said.js';

const shown = (...edits: readonly Edit[]): readonly string[] =>
  fieldLines(fieldSections(edits)).map(
    ({ sign, depth, ofValue, text }) => `${sign} ${'  '.repeat(depth)}${ofValue ? '│ ' : ''}${text}`,
  );

/** The place of a field of the document. */
const field = (name: string): Pick<Edit, 'at' | 'place'> => ({ at: pointerOf([name]), place: [name] });

/** The place of a field of a step, or of its only action. */
const ofStep = (step: string, ...path: readonly string[]): Pick<Edit, 'at' | 'place'> => ({
  at: pointerOf(['Steps', 0, ...path.map((name) => (name === step ? 0 : name))]),
  place: ['Steps', step, ...path],
});

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
    ['a reference', { $reference: { type: 'channels', names: ['OctoFX', 'QA'] } }, 'channel "QA" of project "OctoFX"'],
  ])('%s', (_, value, words) => expect(inOneLine(said(value))).toBe(words));
});

describe('The lines of a change', () => {
  it('say before and after', () => {
    expect(shown({ op: 'replace', ...field('Description'), before: 'old', after: 'new' })).toEqual([
      '- Description: "old"',
      '+ Description: "new"',
    ]);
  });

  it('name a place once for all that is in it', () => {
    expect(
      shown(
        { op: 'add', ...ofStep('Web', 'Name'), after: 'Web' },
        { op: 'add', ...ofStep('Web', 'Properties', 'Role'), after: 'web' },
        { op: 'add', ...ofStep('Web', 'Packages'), after: [] },
        { op: 'add', ...ofStep('Web', 'Condition'), after: null },
        { op: 'remove', ...field('Description'), before: 'x' },
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
    expect(
      shown({ op: 'add', at: pointerOf(['Environments', 'OctoFX']), place: ['Environments', 'OctoFX'], after: [] }),
    ).toEqual(['+ Environments › OctoFX: (empty list)']);
  });

  it('compare texts line by line, with three lines around', () => {
    const lines = numbers(20);
    const before = lines.join('\n');
    const after = lines.map((line) => (line === '10' ? 'ten' : line)).join('\n');
    expect(shown({ op: 'replace', ...field('Script'), before, after })).toEqual([
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
    expect(shown({ op: 'replace', ...field('Script'), before: 'a\r\nb', after: 'a\nb' })).toEqual([
      '  Script:',
      '-   line ends: CRLF',
      '+   line ends: LF',
      '    … 2 lines are the same',
    ]);
  });

  it('compare long structures field by field', () => {
    const before = { Scope: numbers(30), Name: 'x' };
    const lines = shown({ op: 'replace', ...field('Value'), before, after: { ...before, Name: 'y' } });
    expect(lines.slice(-4)).toEqual(['    │   ]', '-   │   Name: "x"', '+   │   Name: "y"', '    │ }']);
  });

  it('say where something was moved from', () => {
    expect(shown({ op: 'move', at: pointerOf(['Steps', 1]), place: ['Steps', '2'], from: ['Steps', '5'] })).toEqual([
      '  Steps › 2: moved here from Steps › 5',
    ]);
  });

  it('begin with no character of a formula', () => {
    expect(shown({ op: 'add', ...field("=cmd|' /C calc'!A0"), after: 'x' })).toEqual([`+ "=cmd|' /C calc'!A0": "x"`]);
  });

  it('take a document with a marker of its own for a document', () => {
    const document = { $builtIn: 'teams-everyone', Name: 'Everyone' };
    const edits = editsIn([{ op: 'add', path: pointerOf(['Teams', '-']), value: document }]);
    expect(edits.map(({ place }) => place)).toEqual([
      ['Teams', 'Everyone', '$builtIn'],
      ['Teams', 'Everyone', 'Name'],
    ]);
  });
});

describe('Fields of one thing', () => {
  const headings = (...places: readonly Pick<Edit, 'at' | 'place'>[]): readonly string[] =>
    fieldSections(places.map((place) => ({ op: 'add', ...place, after: 'x' }))).map(
      ({ heading, fields }) => `${heading}: ${fields.map(({ name }) => name).join(', ')}`,
    );

  it('stand together, those of a thing before what is in it', () => {
    expect(
      headings(
        ofStep('Web', 'Actions', 'Web', 'Name'),
        ofStep('Web', 'Actions', 'Web', 'Properties', 'Role'),
        ofStep('Web', 'Name'),
        field('Description'),
        ofStep('Web', 'Condition'),
      ),
    ).toEqual([
      ': Description',
      'Steps › Web: Name, Condition',
      'Steps › Web › Actions › Web: Name, Properties › Role',
    ]);
  });

  it.each([
    ['have pointers of their own', 3, 7],
    ['come one after the other', '-', '-'],
  ])('stay apart from those of another thing that is called the same: both %s', (_, one, other) => {
    const place = ['Variables', 'Port', 'Value'];
    expect(
      headings(
        { at: pointerOf(['Variables', one, 'Value']), place },
        { at: pointerOf(['Variables', other, 'Value']), place },
      ),
    ).toEqual(['Variables › Port: Value', 'Variables › Port: Value']);
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
