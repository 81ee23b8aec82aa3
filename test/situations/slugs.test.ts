import { describe, expect, test } from 'vitest';
import { objectsOf, textOf, type JsonObject } from '../../src/model/json.js';
import { eachOf, given, situation, withDocuments, type Situation, type World } from './situation.js';

/* A server gives each step a slug of its own: what names a step by its slug names it by another one elsewhere (rules process-slug-references). */

const slug = 'deploy-the-web-site';

const filterOf = (s: Situation): JsonObject => {
  const filter = s.there('projecttriggers', 'New image')['Filter'];
  return objectsOf([filter ?? null])[0] ?? {};
};

const withFilter = (world: World, change: (filter: JsonObject) => JsonObject): World =>
  eachOf(world, 'projecttriggers', (trigger) => ({
    ...trigger,
    Filter: change(objectsOf([trigger['Filter'] ?? null])[0] ?? {}),
  }));

describe('a step that is named by its slug', () => {
  test('in a trigger that waits for a package', async () => {
    const s = await situation(await given('trigger-by-slug'));
    const changeset = await s.syncs('--projects', 'Shop', '--triggers', 'all');
    expect(JSON.stringify(changeset)).not.toContain('"deploy-web"');
    expect(filterOf(s)['Packages']).toEqual([{ DeploymentActionSlug: slug, PackageReference: 'web' }]);
  });

  test('in a trigger that waits for a Git repository, and in a rule of a channel', async () => {
    const { source, destination } = await given('trigger-by-slug');
    const git = withFilter(source, () => ({
      FilterType: 'GitFilter',
      Sources: [
        { DeploymentActionSlug: 'deploy-web', GitDependencyName: '', IncludeFilePaths: [], ExcludeFilePaths: [] },
      ],
    }));
    const s = await situation({
      source: eachOf(git, 'channels', (channel) => ({
        ...channel,
        GitResourceRules: [
          {
            Id: 'r1',
            Rules: ['refs/heads/main'],
            GitDependencyActions: [{ DeploymentActionSlug: 'deploy-web', GitDependencyName: '' }],
          },
        ],
      })),
      destination,
    });
    await s.syncs('--projects', 'Shop', '--triggers', 'all', '--clone-project-channel-rules', 'true');
    expect(filterOf(s)['Sources']).toMatchObject([{ DeploymentActionSlug: slug }]);
    const [rule] = objectsOf(s.there('channels', 'Default')['GitResourceRules']);
    expect(rule?.['GitDependencyActions']).toEqual([{ DeploymentActionSlug: slug, GitDependencyName: '' }]);
  });

  test('in an expression: it is called by its name, which is the same on both servers', async () => {
    const { source, destination } = await given('trigger-by-slug');
    const owner = source.collections['variables']?.[0] ?? {};
    const value = '#{Octopus.Action[deploy-web].Output.Url} [deploy-web] #{Octopus.Action[other].Output.Url}';
    const variable = {
      Id: 'v1',
      Name: 'Url',
      Value: value,
      Type: 'String',
      IsSensitive: false,
      Scope: {},
      IsEditable: true,
    };
    const s = await situation({
      source: withDocuments(source, { variables: [{ ...owner, Variables: [variable] }] }),
      destination,
    });
    await s.syncs('--projects', 'Shop');
    const variables = s.there('variables', textOf(s.there('projects', 'Shop')['VariableSetId']));
    expect(objectsOf(variables['Variables'])[0]?.['Value']).toBe(
      '#{Octopus.Action[Deploy the web site].Output.Url} [deploy-web] #{Octopus.Action[other].Output.Url}',
    );
  });

  test('which nothing has: the trigger is blocked, and nothing is written of it', async () => {
    const { source, destination } = await given('trigger-by-slug');
    const gone = withFilter(source, (filter) => ({
      ...filter,
      Packages: [{ DeploymentActionSlug: 'gone', PackageReference: 'web' }],
    }));
    const s = await situation({ source: gone, destination });
    const { changeset } = await s.diff('--projects', 'Shop', '--triggers', 'all');
    expect(changeset.blocked.map(({ id }) => id)).toEqual(['triggers/Shop/New image']);
  });
});
