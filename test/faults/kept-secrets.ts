import { textOf, type JsonObject } from '../../src/model/json.js';
import type { RunningInstance } from '../../src/sandbox/server/index.js';
import { apiOf } from '../e2e/api.js';

const sealed = (value: string): JsonObject => ({ HasValue: true, NewValue: value });

/** Makes some of the example space's things on a destination beforehand, with secrets of the destination's own. */
export const makeKeptSecrets = async (server: RunningInstance): Promise<void> => {
  const { get, post, put } = apiOf(server);
  const account = { SpaceId: 'Spaces-1', TenantedDeploymentParticipation: 'Untenanted' };
  await post('accounts', {
    ...account,
    Name: 'AWS Development',
    AccountType: 'AmazonWebServicesAccount',
    AccessKey: 'AKIAPROD',
    SecretKey: sealed('kept: AWS Development'),
  });
  await post('accounts', {
    ...account,
    Name: 'Ledger',
    AccountType: 'UsernamePassword',
    Username: 'prod',
    Password: sealed('kept: Ledger'),
  });
  const set = await post('libraryvariablesets', { SpaceId: 'Spaces-1', Name: 'Databases', ContentType: 'Variables' });
  const at = `variables/${textOf(set['VariableSetId'])}`;
  const sensitive = { Id: '', Type: 'Sensitive', IsSensitive: true, Scope: {} };
  await put(at, {
    ...(await get(at)),
    Variables: ['Databases.Password', 'Databases.Key'].map((name) => ({
      ...sensitive,
      Name: name,
      Value: `kept: ${name}`,
    })),
  });
};

/** The destination's own secrets as the server holds them, with how often each was written: once. */
export const keptSecretsOn = (server: RunningInstance): readonly string[] =>
  [...server.secrets().values()]
    .filter(({ value }) => value.startsWith('kept: '))
    .map(({ value, writes }) => `${value}, written ${writes} time(s)`)
    .sort();

export const allKept: readonly string[] = ['AWS Development', 'Databases.Key', 'Databases.Password', 'Ledger'].map(
  (name) => `kept: ${name}, written 1 time(s)`,
);
