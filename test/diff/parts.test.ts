import { describe, expect, it } from 'vitest';
import { typeNamed, type LaterPart } from '../../src/catalogue/index.js';
import { planPart } from '../../src/diff/plan/plan-part.js';
import type { Verdict } from '../../src/diff/plan/planned.js';
import { subjectOf } from '../../src/diff/plan/subject.js';
import { withinReachOf } from '../../src/diff/terms/known-members.js';
import { inDestinationsTerms } from '../../src/diff/terms/terms.js';
import { keyOf, type TypeName } from '../../src/model/names.js';
import { settings, space, type SpaceBuilder } from '../builders/space.js';

/*
 * Fields that wait for a later order are judged as all others are. No part that there is limits anything: so these are parts
 * that there might be.
 */

const partOf = (...fields: readonly string[]): LaterPart => ({
  part: 'limits',
  fields,
  initially: {},
  existing: 'replace',
});

type Build = (space: SpaceBuilder) => SpaceBuilder;

const verdictOn = (
  type: TypeName,
  names: readonly string[],
  part: LaterPart,
  source: Build,
  here: Build,
  options: Readonly<Record<string, string>> = {},
): Verdict => {
  const from = source(space('dev').environments('Test')).build();
  const to = here(space('prod').environments('Test', 'Own')).build();
  const given = settings(options);
  const item = from.items.get(type)?.get(keyOf(names));
  if (!item) throw new Error('The source has none.');
  const selected = { type: typeNamed(type), item, reason: { rule: 'select', says: 'Selected.' } };
  const terms = inDestinationsTerms(withinReachOf(to, from), to, given);
  const subject = subjectOf({ selected, target: names, part, order: 0, place: 0 }, terms.projection, given);
  return planPart(subject, part, terms).verdict;
};

describe('A part that is written later', () => {
  const channel =
    (...tags: readonly string[]): Build =>
    (p) =>
      p.tagSet('Ring', 'A').project('Web').channel('Beta', { TenantTags: tags });
  const onChannel = (source: Build, here: Build) =>
    verdictOn('channels', ['Web', 'Beta'], partOf('TenantTags'), source, here);
  const account =
    (...environments: readonly string[]): Build =>
    (p) =>
      p.account('AWS', { EnvironmentIds: environments });
  const onAccount = (source: Build, here: Build, policy = 'SkipUnlessPartialMatch') =>
    verdictOn('accounts', ['AWS'], partOf('EnvironmentIds'), source, here, {
      infrastructureEnvironmentScopingMatch: policy,
    });

  it('is marked where it empties what limits the item here (rules scope-widened-here)', () => {
    const verdict = onChannel(channel(), channel('Ring/A'));
    expect(verdict).toMatchObject({
      kind: 'written',
      write: { warnings: [{ kind: 'scope-widened', at: '/TenantTags' }] },
    });
  });

  it('is blocked where that is a permission (rules scope-permission)', () => {
    expect(onAccount(account(), account('Test'))).toMatchObject({
      kind: 'blocked',
      reasons: [{ rule: 'permission widened' }, {}],
    });
  });

  it('keeps what only the destination has (rules scope-own-members)', () => {
    expect(onAccount(account(), account('Own'))).toEqual({ kind: 'silent' });
  });

  it.each([
    ['SkipUnlessPartialMatch', 'skipped'],
    ['ErrorUnlessPartialMatch', 'error'],
  ])('follows its policy (rules scope-policy): %s', (policy, kind) => {
    const gone: Build = (p) => account('Gone')(p.environments('Gone'));
    expect(onAccount(gone, account('Test'), policy)).toMatchObject({ kind });
  });
});
