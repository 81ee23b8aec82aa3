import { describe, expect, test } from 'vitest';
import { eachOf, given, situation } from './situation.js';

/* What a server would refuse, `diff` says beforehand (rules seen-in-diff). */

describe('An account, feed or template of that name and another kind', () => {
  const kinds = () => given('same-name-other-kind');
  const error = ['--variable-account-scoping-match', 'ErrorUnlessExactMatch'];

  test('is not the account that a variable needs: its policy decides, and the reason says why', async () => {
    const s = await situation(await kinds());
    const { changeset } = await s.diff('--projects', 'Shop', ...error);
    expect(changeset.errors).toMatchObject([{ id: 'projectVariables/Shop', part: 'variable "Acc" (unscoped)' }]);
    expect(changeset.errors[0]?.reasons[0]?.says).toMatch(
      /"Cloud" is of the kind AzureServicePrincipal here, not Amazon/,
    );
  });

  test('leaves the variable out where that is the policy, and all else arrives', async () => {
    const s = await situation(await kinds());
    await s.syncs('--projects', 'Shop', '--variable-account-scoping-match', 'SkipUnlessExactMatch');
    expect(s.there('projects', 'Shop')).toMatchObject({ Name: 'Shop' });
  });

  test('is the account after all where one kind stands for the other: keys here, OIDC there', async () => {
    const { source, destination } = await kinds();
    const oidc = { AccountType: 'AmazonWebServicesOidcAccount', RoleArn: 'arn:aws:iam::1:role/x' };
    const there = eachOf(destination, 'accounts', ({ Id: id, Name: name, SpaceId: space }) => ({
      Id: id ?? '',
      Name: name ?? '',
      SpaceId: space ?? '',
      ...oidc,
    }));
    const s = await situation({ source, destination: there });
    await s.syncs('--projects', 'Shop', ...error);
  });

  test('blocks the step that needs a feed of that kind', async () => {
    const { source, destination } = await kinds();
    const withStep = eachOf(source, 'deploymentprocesses', (process) => ({
      ...process,
      Steps: [
        {
          Name: 'Run',
          Actions: [
            {
              Name: 'Run',
              ActionType: 'Octopus.Script',
              Container: { Image: 'alpine', FeedId: 'Feeds-1' },
              Properties: {},
            },
          ],
        },
      ],
    }));
    const s = await situation({ source: withStep, destination });
    const { ran, changeset } = await s.diff('--projects', 'Shop');
    expect(ran.code).toBe(3);
    expect(changeset.blocked).toMatchObject([
      { id: 'deploymentProcesses/Shop', missing: [{ type: 'externalFeeds', name: 'Images' }] },
    ]);
    expect(JSON.stringify(changeset.blocked[0]?.reasons)).toContain('of the kind NuGet here, not Docker');
  });

  test('is never made the other kind by an update: it is left, and said so', async () => {
    const s = await situation(await kinds());
    const follow = ['accounts', 'external-feeds', 'step-templates', 'tenant-tag-sets'];
    const options = follow.flatMap((type) => [`--${type}`, 'all', `--existing-${type}`, 'update']);
    const { changes, left } = await s.syncs(...options);
    expect(changes).toEqual([]);
    expect(left.map(({ id, part, reasons }) => [id, part, reasons[reasons.length - 1]?.rule])).toEqual([
      ['accounts/Cloud', undefined, 'same name, other kind'],
      ['externalFeeds/Images', undefined, 'same name, other kind'],
      ['stepTemplates/Do it', undefined, 'same name, other kind'],
      ['tenantTagSets/Ring', 'field "Type"', 'fixed'],
    ]);
  });

  test('of a tag set, keeps its kind while its new tags come', async () => {
    const { source, destination } = await kinds();
    const tag = { Id: 'TagSets-1/Tags-9', Name: 'C', Color: '#333333', Description: '', SortOrder: 0 };
    const more = eachOf(source, 'tagsets', (set) => ({ ...set, Tags: [tag] }));
    const s = await situation({ source: more, destination });
    await s.syncs('--tenant-tag-sets', 'all');
    expect(s.there('tagsets', 'Ring')).toMatchObject({
      Type: 'SingleSelect',
      Tags: [{ Name: 'A' }, { Name: 'B' }, { Name: 'C' }],
    });
  });
});
