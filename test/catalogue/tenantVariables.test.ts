import { describe, expect, it } from 'vitest';
import { diff } from '../../src/diff/index.js';
import type { JsonObject, JsonValue } from '../../src/model/json.js';
import { settings, space } from '../builders/space.js';

const projectValue = (
  template: string,
  value: JsonValue,
  environments: readonly string[] = [],
  control = 'SingleLineText',
) => ({
  ProjectId: 'OctoFX',
  TemplateId: template,
  Control: control,
  Scope: environments.length > 0 ? { EnvironmentIds: environments } : {},
  Value: value,
});

const secret = (template: string, environments: readonly string[] = []) =>
  projectValue(template, { $secret: true }, environments, 'Sensitive');

/** A tenant that is connected with OctoFX in two environments, and the values it gives. */
const tenantWith = (installation: string, ...values: readonly JsonObject[]) =>
  space(installation)
    .environments('Test', 'Production')
    .project('OctoFX', { Templates: [{ Name: 'Site' }, { Name: 'Key' }] })
    .tenant('Internal', { OctoFX: ['Test', 'Production'] })
    .tenantVariables('Internal', {
      LibraryVariableSets: [],
      Projects: ['OctoFX'],
      Common: [],
      Project: values,
    })
    .build();

const select = { tenants: 'all' };
const outcome = (source: readonly JsonObject[], destination: readonly JsonObject[], mode: string) => {
  const options = settings({ cloneTenantVariables: 'true', overwriteExistingVariables: mode }, select);
  return diff(tenantWith('dev', ...source), tenantWith('prod', ...destination), options);
};

/** What happens to one value: the new values of the change, or how it was reported. */
const verdict = (source: readonly JsonObject[], destination: readonly JsonObject[], mode: string): string => {
  const { changes, left, skipped } = outcome(source, destination, mode);
  const [change] = changes;
  if (change?.action === 'update')
    return change.patch
      .flatMap((operation) =>
        'value' in operation && operation.op !== 'test'
          ? [JSON.stringify(valueIn(operation.value))]
          : operation.op === 'remove' && !change.patch.some(({ op }) => op === 'add')
            ? ['back to the default']
            : [],
      )
      .join();
  return left.length > 0 ? 'left' : skipped.length > 0 ? 'skipped' : 'nothing';
};

const valueIn = (value: JsonValue): JsonValue =>
  Array.isArray(value)
    ? value.map(valueIn)
    : typeof value === 'object' && value !== null && 'Value' in value
      ? (value['Value'] ?? null)
      : value;

describe('Tenant variables (docs/resources.md)', () => {
  it.each([
    ['a new value is added', [projectValue('Site', 'a')], [], 'false', '"a"'],
    ['a new value gets a default', [projectValue('Site', 'a')], [], 'AddNewWithDefaultValue', '"REPLACE ME"'],
    ['a new secret gets a placeholder', [secret('Key')], [], 'true', '{"$placeholder":"DUMMY VALUE"}'],
    ['the same value: nothing', [projectValue('Site', 'a')], [projectValue('Site', 'a')], 'true', 'nothing'],
    ['another value is left', [projectValue('Site', 'a')], [projectValue('Site', 'b')], 'false', 'left'],
    ['another value is overwritten', [projectValue('Site', 'a')], [projectValue('Site', 'b')], 'true', '"a"'],
    ['an existing secret stays', [secret('Key')], [secret('Key')], 'true', 'nothing'],
    [
      'values of other environments are other values',
      [projectValue('Site', 'a', ['Test'])],
      [projectValue('Site', 'b', ['Production'])],
      'false',
      '"a"',
    ],
    [
      'a value for some of the environments of another is left',
      [projectValue('Site', 'a', ['Test'])],
      [projectValue('Site', 'b', ['Test', 'Production'])],
      'false',
      'left',
    ],
    ['the default of the source leaves the value', [], [projectValue('Site', 'b')], 'false', 'nothing'],
    ['the default of the source resets the value', [], [projectValue('Site', 'b')], 'true', 'back to the default'],
    ['the default of the source never resets a secret', [], [secret('Key')], 'true', 'nothing'],
    ['a value for an environment that is not here', [projectValue('Site', 'a', ['Elsewhere'])], [], 'false', 'skipped'],
    ['a value for a template that is not here', [projectValue('Other', 'a')], [], 'false', 'skipped'],
  ])('%s', (_name, source, destination, mode, expected) => {
    expect(verdict(source, destination, mode)).toBe(expected);
  });

  it('are synced only if cloneTenantVariables is on', () => {
    const changes = diff(
      tenantWith('dev', projectValue('Site', 'a')),
      tenantWith('prod'),
      settings({}, select),
    ).changes;
    expect(changes).toEqual([]);
  });

  it('are added only for environments in which the tenant has the project here', () => {
    const source = tenantWith('dev', projectValue('Site', 'a', ['Test', 'Production']));
    const destination = space('prod')
      .environments('Test', 'Production')
      .project('OctoFX', { Templates: [{ Name: 'Site' }] })
      .tenant('Internal', { OctoFX: ['Production'] })
      .tenantVariables('Internal', { LibraryVariableSets: [], Projects: ['OctoFX'], Common: [], Project: [] })
      .build();
    const withoutLinks = { ...source, items: new Map([...source.items].filter(([type]) => type !== 'tenants')) };
    const tenant = space('dev').tenant('Internal').build().items.get('tenants');
    const linked = {
      ...withoutLinks,
      items: new Map([...withoutLinks.items, ['tenants', tenant ?? new Map()] as const]),
    };
    const [change] = diff(linked, destination, settings({ cloneTenantVariables: 'true' }, select)).changes;
    expect(change).toMatchObject({
      patch: [{ op: 'test' }, { op: 'add', value: { Scope: { EnvironmentIds: ['Production'] } } }],
    });
  });

  it('say where a person has to enter a secret', () => {
    expect(outcome([secret('Key')], [], 'false').changes[0]?.cleanUp).toMatchObject([
      { kind: 'replace-secret', at: '/Project/0/Value' },
    ]);
  });
});

describe('A value of a tenant that leads nowhere on the source (rules names-ids-anywhere)', () => {
  const account = (value: JsonValue) => projectValue('Key', value, ['Test'], 'AmazonWebServicesAccount');
  const lost = { $unresolved: 'Accounts-77' };
  const ignoring = settings(
    { cloneTenantVariables: 'true', overwriteExistingVariables: 'true', variableAccountScopingMatch: 'IgnoreMismatch' },
    select,
  );

  it('leaves what is there', () => {
    const { changes } = diff(
      tenantWith('dev', account(lost)),
      tenantWith('prod', account({ $expression: '#{A}' })),
      ignoring,
    );
    expect(changes).toEqual([]);
  });

  it('is dropped of a new value, or of one that follows, and said', () => {
    const uses = (feed: JsonValue) =>
      projectValue('Site', { $json: { PackageId: 'A', FeedId: feed } }, ['Test'], 'Package');
    const said = (...here: readonly JsonObject[]) =>
      diff(tenantWith('dev', uses({ $unresolved: 'Feeds-77' })), tenantWith('prod', ...here), ignoring).changes.flatMap(
        ({ warnings }) => warnings.map(({ kind, at }) => `${kind} ${at}`),
      );
    expect(said()).toEqual(['unresolved-dropped /Project/0/Value/$json/FeedId']);
    expect(said(uses({ $expression: '#{Feed}' }))).toEqual([]);
    expect(said(projectValue('Site', 'plain', ['Test'], 'Package'))).toEqual([
      'unresolved-dropped /Project/0/Value/$json/FeedId',
    ]);
  });
});

describe('The projects of a tenant', () => {
  it('one that nothing on the source has is named by its ID, as a person would look for it', () => {
    const lost = JSON.stringify({ $unresolved: 'Projects-77' });
    const source = space('dev')
      .environments('Test')
      .project('OctoFX')
      .tenant('Internal', { OctoFX: ['Test'], [lost]: [] });
    const destination = space('prod').environments('Test').project('OctoFX').tenant('Internal').build();
    const { changes } = diff(source.build(), destination, settings({}, select));
    const said = changes.flatMap(({ reasons }) => reasons.map(({ says }) => says)).join();
    expect(said).toContain('project "Projects-77" does not exist here');
    expect(said).not.toContain('$unresolved');
  });

  it('stay connected with the environments that only the destination has', () => {
    const source = space('dev')
      .environments('Test')
      .project('OctoFX')
      .tenant('Internal', { OctoFX: ['Test'] })
      .build();
    const destination = space('prod')
      .environments('Production')
      .project('OctoFX')
      .tenant('Internal', { OctoFX: ['Production'] })
      .build();
    expect(diff(source, destination, settings({}, select)).changes).toEqual([]);
  });
});
