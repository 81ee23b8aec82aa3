import { describe, expect, it } from 'vitest';
import { diff } from '../../src/diff/index.js';
import { changeOf } from '../builders/outcome.js';
import { settings, space } from '../builders/space.js';

describe('Accounts', () => {
  it('the description of a new account says that its credentials are placeholders', () => {
    const account = {
      Name: 'AWS',
      AccountType: 'AmazonWebServicesAccount',
      Description: 'Ours.',
      SecretKey: { $secret: true },
    };
    const source = space('dev').item('accounts', ['AWS'], account).build();
    expect(
      changeOf(diff(source, space('prod').build(), settings({}, { accounts: 'all' })), 'accounts/AWS'),
    ).toMatchObject({
      document: {
        Description: 'Ours.\n\nThe credentials of this account are placeholders.',
        SecretKey: { $placeholder: 'DUMMY VALUE DUMMY VALUE' },
      },
    });
  });
});

describe('Restrictions that would become empty (rules scope-permission)', () => {
  const restricted = (field: string, members: readonly string[]) =>
    space('dev')
      .environments('Development')
      .item('accounts', ['AWS'], { Name: 'AWS', AccountType: 'Token', [field]: members })
      .build();

  const verdictOf = (field: string, members: readonly string[], policy: string): string => {
    const option =
      field === 'EnvironmentIds' ? 'infrastructureEnvironmentScopingMatch' : 'infrastructureTenantTagScopingMatch';
    const { changes, blocked, skipped, errors } = diff(
      restricted(field, members),
      space('prod').environments('Production').build(),
      settings({ [option]: policy }, { accounts: 'all' }),
    );
    if (blocked.length > 0) return 'blocked';
    if (errors.length > 0) return 'error';
    return skipped.length > 0 ? 'skipped' : changes.map(({ action }) => action).join();
  };

  it.each([
    ['EnvironmentIds', [], 'IgnoreMismatch', 'create'],
    ['EnvironmentIds', ['Development'], 'IgnoreMismatch', 'blocked'],
    ['EnvironmentIds', ['Development'], 'SkipUnlessPartialMatch', 'skipped'],
    ['EnvironmentIds', ['Development'], 'ErrorUnlessPartialMatch', 'error'],
    ['EnvironmentIds', ['Development', 'Production'], 'IgnoreMismatch', 'create'],
    ['TenantTags', ['Region/Europe'], 'IgnoreMismatch', 'blocked'],
  ])('%s %j with %s: %s', (field, members, policy, verdict) => {
    expect(verdictOf(field, members, policy)).toBe(verdict);
  });
});
