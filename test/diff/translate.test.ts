import { describe, expect, it } from 'vitest';
import * as words from '../../src/catalogue/words.js';
import { typeNamed, type Fields } from '../../src/catalogue/index.js';
import { judge } from '../../src/diff/decide/judge.js';
import { Projection } from '../../src/diff/terms/projection.js';
import { translate } from '../../src/diff/terms/translate.js';
import type { JsonObject } from '../../src/model/json.js';
import { settings, space } from '../builders/space.js';

/* Translating states what it comes upon; judging says what that means. One destination: it has Test, and one worker pool. */

const destination = space('prod').environments('Test').workerPool('Ubuntu');

const fields: Fields = {
  Pool: words.required('workerPools'),
  Feed: words.optional('externalFeeds'),
  Account: words.governed('accounts', 'variableAccountScopingMatch'),
  Environments: words.scopedTo('environments', 'variableEnvironmentScopingMatch'),
  Restricted: words.restrictedTo('environments', 'infrastructureEnvironmentScopingMatch'),
  Connected: words.mapOf(words.optional('environments'), words.plain),
  Key: words.secretText('DUMMY'),
  Data: words.suppliedSecret,
  Groups: words.cleared([], 'Choose its groups.'),
  Parts: words.unordered({ Feed: words.optional('externalFeeds') }),
};

const terms = (source: JsonObject, projection = new Projection(destination.build())) =>
  translate(fields, source, { type: typeNamed('projects'), projection, settings: settings(), names: ['OctoFX'] });

const judged = (source: JsonObject, options: Readonly<Record<string, string>> = {}) => {
  const { value, needs, ...judgement } = judge(terms(source), settings(options));
  expect(needs).toEqual([]);
  // What was lost is told once, among what it means.
  const said = Object.entries(judgement).filter(([name, list]) => name !== 'lost' && list.length > 0);
  return { value, ...Object.fromEntries(said) };
};

describe('What a translation states', () => {
  it('nothing of what the destination has', () => {
    const source = {
      Pool: 'Ubuntu',
      Feed: null,
      Account: { $expression: '#{Account}' },
      Environments: ['Test'],
      Key: { $secret: false },
    };
    expect(terms(source)).toEqual({ value: source, statements: [], needs: [] });
  });

  it('of an item of an unordered list where that item stands in the end (rules compare-by-meaning)', () => {
    const { value, statements } = terms({
      Parts: [
        { Feed: 'NuGet', Name: 'z' },
        { Feed: null, Name: 'a' },
      ],
    });
    expect(value['Parts']).toEqual([
      { Feed: null, Name: 'a' },
      { Feed: null, Name: 'z' },
    ]);
    expect(statements.map(({ at }) => at)).toEqual([['Parts', '1', 'Feed']]);
  });

  it('facts, in the order of the document, whatever the policies say', () => {
    const { statements } = terms({
      Feed: 'NuGet',
      Environments: ['Dev', 'Test'],
      Pool: 'Windows',
      Stray: { $unresolved: 'Feeds-9' },
    });
    expect(statements).toMatchObject([
      { kind: 'lost-reference', at: ['Feed'], name: 'NuGet', isUnknown: false },
      { kind: 'lost-members', at: ['Environments'], found: 1, lost: ['Dev'], isUnknown: false },
      { kind: 'lost-reference', at: ['Pool'], name: 'Windows', isUnknown: false },
      { kind: 'unresolved', at: ['Stray'], id: 'Feeds-9' },
    ]);
  });

  it('that what is missing may be there, where the destination was not read whole', () => {
    const projection = new Projection(space('prod').incomplete('environments', 'HTTP 403').build());
    const { statements } = terms({ Environments: ['Test'] }, projection);
    expect(statements).toMatchObject([{ found: 0, lost: ['Test'], isUnknown: true }]);
    const { missing, skips } = judge({ value: {}, needs: [], statements }, settings());
    expect({ missing, skips }).toEqual({
      missing: [{ type: 'environments', name: 'Test', at: '/Environments' }],
      skips: [],
    });
  });
});

describe('What is missing', () => {
  it('required: blocks, and stays so that a reviewer sees it', () => {
    expect(judged({ Pool: 'Windows' })).toEqual({
      value: { Pool: 'Windows' },
      missing: [{ type: 'workerPools', name: 'Windows', at: '/Pool' }],
    });
  });

  it('optional: goes, and an existing item keeps its own', () => {
    const says = 'The external feed "NuGet" does not exist here and was dropped.';
    expect(judged({ Feed: 'NuGet' })).toEqual({
      value: { Feed: null },
      reasons: [{ rule: 'optional data', says }],
      keepsExisting: [['Feed']],
    });
  });

  it.each([
    ['ErrorUnlessExactMatch', 'errors'],
    ['SkipUnlessExactMatch', 'skips'],
    ['IgnoreMismatch', 'reasons'],
  ])('governed by %s: one of the %s', (policy, list) => {
    const says = 'The account "AWS" does not exist here.';
    const rule = { rule: 'variableAccountScopingMatch', value: policy, origin: 'flag', says };
    const found = judged({ Account: 'AWS' }, { variableAccountScopingMatch: policy });
    expect(found).toMatchObject({ value: { Account: '' }, [list]: [rule] });
    expect('cleanUp' in found).toBe(policy === 'IgnoreMismatch');
  });

  it('a name of a reference map: goes with what it names', () => {
    const says = 'The environment "Dev" does not exist here and was dropped.';
    expect(judged({ Connected: { Dev: 1, Test: 2 } })).toEqual({
      value: { Connected: { Test: 2 } },
      reasons: [{ rule: 'optional data', says }],
    });
  });
});

describe('A list that lost members', () => {
  const policy = 'variableEnvironmentScopingMatch';

  it.each([
    ['ErrorUnlessExactMatch', 'errors'],
    ['SkipUnlessExactMatch', 'skips'],
    ['SkipUnlessPartialMatch', 'reasons'],
  ])('some of them, under %s: one of the %s', (value, list) => {
    const says = '1 of 2 environments exists here; missing: "Dev".';
    expect(judged({ Environments: ['Dev', 'Test'] }, { [policy]: value })).toEqual({
      value: { Environments: ['Test'] },
      [list]: [{ rule: policy, value, origin: 'flag', says }],
    });
  });

  it('all of them: it applies everywhere, and says so', () => {
    const { warnings } = judge(terms({ Environments: ['Dev'] }), settings({ [policy]: 'IgnoreMismatch' }));
    expect(warnings).toMatchObject([{ kind: 'scope-widened', at: '/Environments' }]);
  });

  it('all of them, where it limits a permission: blocks', () => {
    const options = { infrastructureEnvironmentScopingMatch: 'IgnoreMismatch' };
    expect(judged({ Restricted: ['Dev'] }, options)).toMatchObject({
      value: { Restricted: [] },
      missing: [{ type: 'environments', name: 'Dev', at: '/Restricted' }],
    });
  });

  it('leaves the scope of an existing item alone, if the policy says so', () => {
    const options = { [policy]: 'IgnoreMismatchOnNewLeaveExistingAlone' };
    expect(judged({ Environments: ['Dev', 'Test'] }, options)).toMatchObject({ keepsExisting: [['Environments']] });
  });
});

describe('What a person has to do', () => {
  it('enter secrets, supply what nothing can stand in for, choose what was cleared', () => {
    const { value, cleanUp } = judge(
      terms({ Key: { $secret: true }, Data: { $secret: true }, Groups: ['Admins'] }),
      settings(),
    );
    expect(value).toEqual({ Key: { $placeholder: 'DUMMY' }, Data: { $needed: 'Data' }, Groups: [] });
    expect(cleanUp.map(({ kind, at }) => `${kind} ${at}`)).toEqual([
      'replace-secret /Key',
      'supply-secret /Data',
      'replace-value /Groups',
    ]);
  });
});
