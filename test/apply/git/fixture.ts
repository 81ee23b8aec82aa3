import { apply, type ApplyOptions } from '../../../src/apply/index.js';
import type { Change, Changeset, GitTarget } from '../../../src/changeset/changeset.js';
import { branchOf } from '../../../src/changeset/commits.js';
import { diff } from '../../../src/diff/index.js';
import { octopus } from '../../../src/octopus/index.js';
import { digest as brand } from '../../builders/brands.js';
import { settings, space } from '../../builders/space.js';
import { actionsIn, inGit, type InGit } from '../../sandbox/git/git-fixture.js';

export const digest = brand('3f2a1b4c5d6e'.padEnd(64, '0'));
export const branch = branchOf(digest);
export const ref = `refs/heads/${branch}`;

interface Made {
  readonly type: string;
  readonly names: readonly string[];
  readonly [field: string]: unknown;
}

export const change = (made: Made): Change =>
  ({ id: `${made.type}/${made.names.join('/')}`, order: 1, dependsOn: [], title: '', ...made }) as unknown as Change;

/** Another step, another value, a new runbook with its process, in the project `Web`. */
export const changes: readonly Change[] = [
  change({
    ...{ type: 'runbooks', names: ['Web', 'Rotate logs'], action: 'create', order: 12 },
    document: {
      ...{ Name: 'Rotate logs', Description: 'Every night', EnvironmentScope: 'All', Environments: [] },
      ...{ MultiTenancyMode: 'Untenanted', DefaultGuidedFailureMode: 'EnvironmentDefault', RunbookTags: [] },
      RunRetentionPolicy: { QuantityToKeep: 100, ShouldKeepForever: false },
    },
  }),
  change({
    ...{ type: 'deploymentProcesses', names: ['Web'], action: 'update', order: 14 },
    patch: [
      { op: 'test', path: '/Steps/0/Name', value: 'Deploy' },
      {
        op: 'add',
        path: '/Steps/1',
        value: { Name: 'Smoke test', Actions: [{ Name: 'Smoke test', ActionType: 'Octopus.Script' }] },
      },
    ],
  }),
  change({
    ...{ type: 'runbookProcesses', names: ['Web', 'Rotate logs'], action: 'create', order: 16 },
    dependsOn: ['runbooks/Web/Rotate logs'],
    document: { Steps: [{ Name: 'Rotate', Actions: [{ Name: 'Rotate', ActionType: 'Octopus.Script' }] }] },
  }),
  change({
    ...{ type: 'projectGitVariables', names: ['Web'], action: 'update', order: 17 },
    patch: [
      { op: 'test', path: '/Variables/0/Value', value: 'red' },
      { op: 'replace', path: '/Variables/0/Value', value: 'blue' },
    ],
  }),
];

/** A changeset for the server of a fixture, all of whose changes become commits. */
export const changesetOf = (
  { instance }: Pick<InGit, 'instance'>,
  target: Partial<GitTarget> = {},
  own: readonly Change[] = changes,
): Changeset => {
  const none = diff(space('dev').build(), space('prod').build(), settings({}));
  return {
    ...none,
    ...{ digest, changes: [...own] },
    git: [{ project: 'Web', ref: 'refs/heads/main', write: 'branch', changes: own.map(({ id }) => id), ...target }],
    destination: {
      ...none.destination,
      ...{ url: instance.url, installation: 'installation-of-the-test', space: 'Default', version: '2026.3.1' },
    },
  };
};

/** Applies it, with `approvedBy` and the like. */
export const applied = (s: Pick<InGit, 'instance'>, changeset: Changeset, more: Partial<ApplyOptions> = {}) =>
  apply(changeset, octopus({ url: s.instance.url, apiKey: 'API-TEST' }), {
    ...{ space: 'Default', allow: [], dryRun: false, concurrency: 4 },
    secretFor: () => undefined,
    packageFile: () => undefined,
    progress: () => undefined,
    confirm: () => Promise.resolve(true),
    wait: () => Promise.resolve(),
    ...more,
  });

/** Steps, variables and runbooks at a ref, by name. */
export const contentsAt = async ({ call, at }: Pick<InGit, 'call' | 'at'>, where: string) => {
  const below = `${at}/${encodeURIComponent(where)}`;
  const [process, variables, runbooks] = await Promise.all(
    ['deploymentprocesses', 'variables', 'runbooks'].map((path) => call('GET', `${below}/${path}`)),
  );
  return {
    steps: process ? actionsIn(process).map(({ Name: name }) => name) : [],
    values: (variables?.body['Variables'] as { Value: string }[]).map(({ Value: value }) => value),
    runbooks: (runbooks?.body['Items'] as { Name: string }[]).map(({ Name: name }) => name),
  };
};

/** The requests of a server that write, by method and path, from a number on. */
export const writesOf = ({ instance }: Pick<InGit, 'instance'>, from = 0): readonly string[] =>
  instance.requests
    .slice(from)
    .filter(({ method }) => method !== 'GET')
    .map(({ method, path }) => `${method} ${decodeURIComponent(path)}`);

/** Writes to anything that is neither the branch of the changeset nor its making. */
export const strayWrites = (s: Pick<InGit, 'instance'>, from = 0): readonly string[] =>
  writesOf(s, from).filter((one) => !one.includes(`/${ref}/`) && !one.endsWith('/git/branches/v2'));

/** What an apply throws. */
export const errorOf = async (
  running: Promise<unknown>,
): Promise<Error & { readonly remedy?: string; readonly details?: readonly string[] }> => {
  const ended = await running.then(
    () => undefined,
    (error: unknown) => error,
  );
  if (ended instanceof Error) return ended;
  throw new Error('It did not fail.');
};

export { inGit };
