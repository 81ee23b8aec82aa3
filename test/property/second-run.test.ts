import '../builders/fixed-seed.js';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { diff } from '../../src/diff/index.js';
import { options } from '../../src/config/options.js';
import { canonicalFile } from '../../src/model/canonical.js';
import type { SpaceSnapshot } from '../../src/model/item.js';
import { snapshotAfter } from '../builders/outcome.js';
import { settings, space, type SpaceBuilder } from '../builders/space.js';
import { runs } from './generate/runs.js';

const few = <Value>(...values: readonly Value[]) => fc.uniqueArray(fc.constantFrom(...values), { maxLength: 3 });

const variable = fc.record({
  name: fc.constantFrom('A', 'B', 'b'),
  value: fc.constantFrom('', 'x', 'y', '#{z}'),
  secret: fc.boolean(),
  environments: few('Dev', 'Test', 'Prod'),
  roles: few('web', 'db'),
  channels: few('Default', 'QA'),
  actions: few('One', 'Two'),
});

const step = fc.record({
  script: fc.constantFrom('1', '2'),
  environments: few('Dev', 'Test', 'Prod'),
  excludedEnvironments: few('Dev', 'Prod'),
  channels: few('Default', 'QA'),
  tenantTags: few('Ring/Early', 'Ring/Late'),
});

const content = fc.record({
  environments: few('Dev', 'Test', 'Prod'),
  tags: few('Early', 'Late'),
  hasQa: fc.boolean(),
  steps: fc.uniqueArray(fc.tuple(fc.constantFrom('One', 'Two', 'Three', 'Four'), step), {
    selector: ([name]) => name,
    maxLength: 4,
  }),
  variables: fc.array(variable, { maxLength: 6 }),
  tenants: few('Internal', 'Contoso'),
  hasProject: fc.boolean(),
});

type Content = typeof content extends fc.Arbitrary<infer Value> ? Value : never;

/** A space in which every reference leads somewhere, as on a server. */
const build = (installation: string, made: Content): SpaceSnapshot => {
  const { environments, tags } = made;
  const within = (names: readonly string[], of: readonly string[]): readonly string[] =>
    names.filter((name) => of.includes(name));
  const channels = made.hasQa ? ['Default', 'QA'] : ['Default'];
  const fullTags = tags.map((tag) => `Ring/${tag}`);
  let built: SpaceBuilder = space(installation)
    .environments(...environments)
    .tagSet('Ring', ...tags)
    .team('QA');
  if (!made.hasProject) return built.build();
  built = built.project('OctoFX');
  if (made.hasQa) built.channel('QA');
  for (const [name, options] of made.steps) {
    built.step(name, {
      script: options.script,
      environments: within(options.environments, environments),
      excludedEnvironments: within(options.excludedEnvironments, environments),
      channels: within(options.channels, channels),
      tenantTags: within(options.tenantTags, fullTags),
    });
  }
  const steps = made.steps.map(([name]) => name);
  for (const { name, value, secret, ...scope } of made.variables) {
    const scoped = {
      Environment: within(scope.environments, environments),
      Role: scope.roles,
      Channel: within(scope.channels, channels),
      Action: within(scope.actions, steps),
    };
    if (secret) built.secret(name, scoped);
    else built.variable(name, value, scoped);
  }
  for (const tenant of made.tenants) built.tenant(tenant, { OctoFX: environments }, fullTags);
  return built.build();
};

const anyOptions = fc.record(Object.fromEntries(options.map(({ name, values }) => [name, fc.constantFrom(...values)])));
const everything = { projects: 'all', tenants: 'all', environments: 'all', tenantTagSets: 'all', teams: 'all' };
const selections = fc.constantFrom(
  everything,
  { projects: 'all' },
  { projects: 'all', tenants: 'all', environments: 'all' },
);

describe('Properties that always hold (docs/rules.md)', () => {
  it('1. comparing a space with itself finds nothing (rules always-empty)', () => {
    fc.assert(
      fc.property(content, anyOptions, (made, chosen) => {
        expect(diff(build('a', made), build('a', made), settings(chosen, everything)).changes).toEqual([]);
      }),
      runs(100),
    );
  });

  it('2. once a changeset is applied, no change is left (rules always-settled)', () => {
    fc.assert(
      fc.property(content, content, anyOptions, selections, (from, to, chosen, select) => {
        const [source, destination] = [build('a', from), build('b', to)];
        const first = diff(source, destination, settings(chosen, select));
        const second = diff(source, snapshotAfter(first, destination), settings(chosen, select));
        expect(second.changes).toEqual([]);
      }),
      runs(200, 1000),
    );
  });

  it('3. the same inputs give the same bytes (rules always-same-bytes)', () => {
    fc.assert(
      fc.property(content, content, anyOptions, (from, to, chosen) => {
        const once = () => canonicalFile(diff(build('a', from), build('b', to), settings(chosen, everything)));
        expect(once()).toBe(once());
      }),
      runs(100),
    );
  });

  it('5. a secret that exists is in no patch (rules always-secrets)', () => {
    fc.assert(
      fc.property(content, content, anyOptions, (from, to, chosen) => {
        const { changes } = diff(build('a', from), build('b', to), settings(chosen, everything));
        const writes = changes
          .flatMap((change) => (change.action === 'update' ? change.patch : []))
          .filter(({ op }) => op === 'replace');
        expect(JSON.stringify(writes)).not.toContain('$secret');
        expect(JSON.stringify(writes)).not.toContain('$placeholder');
      }),
      runs(100),
    );
  });
});
