import { describe, expect, it } from 'vitest';
import { pointerOf } from '../../src/model/pointer.js';
import { editLines } from '../../src/report/review/edit-lines.js';
import type { Edit } from '../../src/report/review/edits.js';
import { editsIn } from '../../src/report/review/edits.js';
import { lineDiff } from '../../src/report/review/line-diff.js';
import { valueText } from '../../src/report/review/value-text.js';

const shown = (...edits: readonly Omit<Edit, 'at'>[]): readonly string[] =>
  editLines(edits.map((edit) => ({ at: '', ...edit }))).map(
    ({ sign, depth, ofValue, text }) => `${sign} ${'  '.repeat(depth)}${ofValue ? '│ ' : ''}${text}`,
  );

const numbers = (count: number): readonly string[] => Array.from({ length: count }, (_, index) => String(index + 1));

describe('Values in words', () => {
  it.each([
    ['a text, its quotes as they are', 'say "yes"', '"say "yes""'],
    ['an empty text', '', '""'],
    ['a number', 7.5, '7.5'],
    ['nothing', null, 'null'],
    ['a list', ['Dev', 'Test'], '["Dev", "Test"]'],
    ['a structure', { Environment: ['Dev'] }, '{Environment: ["Dev"]}'],
    ['a secret', { $secret: true }, '(secret: only the server knows it)'],
    ['a secret without a value', { $secret: false }, '(secret: has no value)'],
    ['a placeholder', { $placeholder: 'DUMMY' }, '(secret: a placeholder is written)'],
    ['what must be supplied', { $needed: 'CertificateData' }, '(secret: must be supplied to apply, --secrets)'],
    ['a picture', { $file: 'sha256:0123456789abcdef' }, '(file sha256:0123456789ab…)'],
    ['an expression', { $expression: '#{Pool}' }, '#{Pool}'],
    ['a reference to nothing', { $unresolved: 'Teams-9' }, '(refers to nothing that exists: Teams-9)'],
    ['a reference', { $reference: { type: 'channels', names: ['OctoFX', 'QA'] } }, 'channels "OctoFX" / "QA"'],
  ])('%s', (_, value, words) => expect(valueText(value)).toBe(words));
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
      '  Steps › Web',
      '+   Name: "Web"',
      '+   Properties › Role: "web"',
      '+   empty: Packages, Condition',
      '- Description: "x"',
    ]);
  });

  it('say that something empty comes, if that is all that does', () => {
    expect(shown({ op: 'add', place: 'Environments › OctoFX', after: [] })).toEqual([
      '  Environments',
      '+   OctoFX: []',
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

describe('A comparison of lines', () => {
  it('of texts that have nothing in common stays quick and whole', () => {
    const [before, after] = [numbers(20_000), numbers(20_000).map((line) => `x${line}`)];
    const lines = lineDiff(before, after);
    expect(lines).toHaveLength(40_000);
  });

  it('of equal texts is nothing but what they say', () => {
    expect(lineDiff(['a'], ['a'])).toEqual([{ kind: 'same', text: 'a' }]);
  });
});
