import { describe, expect, it } from 'vitest';
import type { Changeset } from '../../src/changeset/changeset.js';
import type { JsonObject } from '../../src/model/json.js';
import type { SpaceSnapshot } from '../../src/model/item.js';
import { atLeastOne } from '../builders/at-least-one.js';
import { actionIn, documentIn, sync, variablesIn, warned } from '../builders/outcome.js';
import { settings, space, type SpaceBuilder } from '../builders/space.js';

/* The table of scope policies (rules scope-policy), run through every scoped list there is. */

/** What becomes of the item; `none` stands for "keep, with no members", `leave` for "its scope on the destination stays". */
type Verdict = 'keep' | 'skip' | 'error' | 'none' | 'leave';

interface Row {
  readonly policy: string;
  /** By n = 0, m = n, 0 < m < n, m = 0 < n. */
  readonly whenNew: readonly Verdict[];
  readonly whenExisting: readonly Verdict[];
}

const table: readonly Row[] = [
  { policy: 'ErrorUnlessExactMatch', ...both('keep', 'keep', 'error', 'error') },
  { policy: 'SkipUnlessExactMatch', ...both('keep', 'keep', 'skip', 'skip') },
  { policy: 'ErrorUnlessPartialMatch', ...both('keep', 'keep', 'keep', 'error') },
  { policy: 'SkipUnlessPartialMatch', ...both('keep', 'keep', 'keep', 'skip') },
  { policy: 'IgnoreMismatch', ...both('keep', 'keep', 'keep', 'none') },
  {
    policy: 'IgnoreMismatchOnNewLeaveExistingAlone',
    whenNew: ['keep', 'keep', 'keep', 'none'],
    // "Will leave all existing scoping as-is", whatever the source says (rules scope-leave-existing).
    whenExisting: ['leave', 'leave', 'leave', 'leave'],
  },
];

function both(...verdicts: readonly Verdict[]): Pick<Row, 'whenNew' | 'whenExisting'> {
  return { whenNew: verdicts, whenExisting: verdicts };
}

/** `Both 1`, `Both 2` and `Own` exist on both sides; `Gone …` on the source only. */
const situations = [
  { called: 'n = 0', members: [], matched: [] },
  { called: 'm = n', members: ['Both 1', 'Both 2'], matched: ['Both 1', 'Both 2'] },
  { called: '0 < m < n', members: ['Both 1', 'Gone 1'], matched: ['Both 1'] },
  { called: 'm = 0 < n', members: ['Gone 1', 'Gone 2'], matched: [] },
] as const;

const onBoth = ['Both 1', 'Both 2', 'Own'];
const onSource = [...onBoth, 'Gone 1', 'Gone 2'];
/** What an existing item is scoped to on the destination. */
const own = ['Own'];

interface Case {
  readonly policy: string;
  readonly members: readonly string[];
  readonly matched: readonly string[];
  readonly verdict: Verdict;
}

/** One row for each policy and situation, with what its title says. */
const cases = (when: 'whenNew' | 'whenExisting') =>
  table.flatMap(({ policy, [when]: verdicts }) =>
    situations.map(({ called, members, matched }, index) => {
      const verdict = verdicts[index] ?? 'keep';
      const one: Case = { policy, members, matched, verdict };
      return [policy, called, verdict, one] as const;
    }),
  );

const whenNew = atLeastOne(cases('whenNew'));
const whenExisting = atLeastOne(cases('whenExisting'));

/** What the list will say on an existing item that is scoped to `own`. */
const expectedScope = ({ verdict, matched }: Case): readonly string[] =>
  verdict === 'keep' ? matched : verdict === 'none' ? [] : own;

/** An update that empties a list of the destination widens it, whatever the source's was (rules scope-widened-here). */
const widens = (one: Case): boolean =>
  one.verdict !== 'skip' && one.verdict !== 'error' && expectedScope(one).length === 0;

const reported = ({ skipped, errors }: Changeset): readonly string[] => [
  ...skipped.map(() => 'skip'),
  ...errors.map(() => 'error'),
];
const expectedReport = ({ verdict }: Case): readonly string[] =>
  verdict === 'skip' || verdict === 'error' ? [verdict] : [];

describe('Variables', () => {
  interface Dimension {
    readonly dimension: string;
    readonly option: string;
    /** Makes things of the dimension exist; called with the project at hand. */
    readonly make: (built: SpaceBuilder, names: readonly string[]) => unknown;
    /** How a scope calls it. */
    readonly as?: (name: string) => string;
  }
  const dimensions: readonly Dimension[] = [
    {
      dimension: 'Environment',
      option: 'variableEnvironmentScopingMatch',
      make: (built, names) => built.environments(...names),
    },
    {
      dimension: 'Channel',
      option: 'variableChannelScopingMatch',
      make: (built, names) => names.map((name) => built.channel(name)),
    },
    {
      dimension: 'ProcessOwner',
      option: 'variableProcessOwnerScopingMatch',
      make: (built, names) => names.map((name) => built.runbook(name)),
      as: (name) => `Runbook ${name}`,
    },
    {
      dimension: 'Action',
      option: 'variableActionScopingMatch',
      make: (built, names) => names.map((name) => built.step(name)),
    },
    {
      dimension: 'Machine',
      option: 'variableMachineScopingMatch',
      make: (built, names) => names.map((name) => built.target(name)),
    },
    {
      dimension: 'TenantTag',
      option: 'variableTenantTagScopingMatch',
      make: (built, names) => built.tagSet('Ring', ...names),
      as: (name) => `Ring/${name}`,
    },
  ];
  // Nothing but the variables may come along: what is gone must stay gone.
  const select = { projects: 'all', channels: '', runbooks: '' };
  const off = { cloneProjectDeploymentProcess: 'false' };

  describe.each(dimensions)('$dimension', ({ dimension, option, make, as = (name: string) => name }) => {
    const on = (installation: string, names: readonly string[]): SpaceBuilder => {
      const built = space(installation).project('OctoFX');
      make(built, names);
      return built;
    };
    const scope = (members: readonly string[]) => ({ [dimension]: members.map(as) });
    const inShort = (members: readonly string[], role = ''): string => {
      const list = members.length > 0 ? [`${dimension}: ${members.map(as).sort().join(', ')}`] : [];
      const parts = [...list, ...(role === '' ? [] : [`Role: ${role}`])].sort();
      return `A = 1${parts.length > 0 ? ` (${parts.join('; ')})` : ''}`;
    };
    const run = (source: SpaceSnapshot, destination: SpaceSnapshot, policy: string) => {
      const synced = sync(source, destination, settings({ ...off, [option]: policy }, select));
      return { ...synced, variables: variablesIn(synced.after, 'OctoFX') };
    };

    it.each(whenNew)('new, %s, %s: %s', (_policy, _situation, _verdict, one) => {
      const source = on('dev', onSource).variable('A', '1', scope(one.members)).build();
      const { changeset, variables } = run(source, on('prod', onBoth).build(), one.policy);
      const kept = one.verdict === 'keep' || one.verdict === 'none';
      expect(variables).toEqual(kept ? [inShort(one.matched)] : []);
      expect(reported(changeset)).toEqual(expectedReport(one));
      expect(warned(changeset, 'scope-widened')).toHaveLength(one.verdict === 'none' ? 1 : 0);
    });

    it.each(whenExisting)('existing under another scope, %s, %s: %s', (_policy, _situation, _verdict, one) => {
      // The role changes too, so that the two find each other by their value (rules variable-pair-value) whatever the policy.
      const source = on('dev', onSource)
        .variable('A', '1', { ...scope(one.members), Role: ['new'] })
        .build();
      const destination = on('prod', onBoth)
        .variable('A', '1', { ...scope(own), Role: ['old'] })
        .build();
      const { changeset, variables } = run(source, destination, one.policy);
      const isRefused = one.verdict === 'skip' || one.verdict === 'error';
      expect(variables).toEqual([inShort(expectedScope(one), isRefused ? 'old' : 'new')]);
      expect(reported(changeset)).toEqual(expectedReport(one));
      expect(warned(changeset, 'scope-widened')).toHaveLength(widens(one) ? 1 : 0);
    });

    it.each(whenExisting)('existing, only this scope differs, %s, %s', (_policy, _situation, _verdict, one) => {
      const source = on('dev', onSource).variable('A', '1', scope(one.members)).build();
      const destination = on('prod', onBoth).variable('A', '1', scope(own)).build();
      const { changeset, variables } = run(source, destination, one.policy);
      // A dimension whose mismatches are ignored takes no part in the comparison (rules variable-pair-compared): nothing to do.
      const isIgnored = one.policy.startsWith('IgnoreMismatch');
      expect(variables).toEqual([inShort(isIgnored ? own : expectedScope(one))]);
      expect(reported(changeset)).toEqual(expectedReport(one));
    });
  });
});

describe('Steps', () => {
  interface StepList {
    readonly field: string;
    readonly option: string;
    readonly make: (built: SpaceBuilder, names: readonly string[]) => unknown;
    readonly as?: (name: string) => string;
  }
  const environments = (built: SpaceBuilder, names: readonly string[]) => built.environments(...names);
  const lists: readonly StepList[] = [
    { field: 'Environments', option: 'processEnvironmentScopingMatch', make: environments },
    { field: 'ExcludedEnvironments', option: 'processEnvironmentScopingMatch', make: environments },
    {
      field: 'Channels',
      option: 'processChannelScopingMatch',
      make: (built, names) => names.map((name) => built.channel(name)),
    },
    {
      field: 'TenantTags',
      option: 'processTenantTagScopingMatch',
      make: (built, names) => built.tagSet('Ring', ...names),
      as: (name) => `Ring/${name}`,
    },
  ];
  const select = { projects: 'all', channels: '' };

  describe.each(lists)('$field', ({ field, option, make, as = (name: string) => name }) => {
    const on = (installation: string, names: readonly string[]): SpaceBuilder => {
      const built = space(installation).project('OctoFX');
      make(built, names);
      return built.step('First');
    };
    const withStep = (built: SpaceBuilder, members: readonly string[], script: string): SpaceSnapshot =>
      built.step('Scoped', { script, action: { [field]: members.map(as) } }).build();
    const run = (source: SpaceSnapshot, destination: SpaceSnapshot, policy: string, existingSteps: string) => {
      const synced = sync(source, destination, settings({ existingSteps, [option]: policy }, select));
      return { ...synced, action: actionIn(synced.after, 'OctoFX', 'Scoped') };
    };

    it.each(whenNew)('new, %s, %s: %s', (_policy, _situation, _verdict, one) => {
      const source = withStep(on('dev', onSource), one.members, 'new');
      const { changeset, action } = run(source, on('prod', onBoth).build(), one.policy, 'leave');
      const kept = one.verdict === 'keep' || one.verdict === 'none';
      expect(action[field]).toEqual(kept ? one.matched.map(as) : undefined);
      expect(reported(changeset)).toEqual(expectedReport(one));
      // What it was excluded from does not exist here, so it still is (rules scope-exclusion-of-nothing).
      const widened = one.verdict === 'none' && field !== 'ExcludedEnvironments';
      expect(warned(changeset, 'scope-widened')).toHaveLength(widened ? 1 : 0);
    });

    it.each(whenExisting)('existing and updated, %s, %s: %s', (_policy, _situation, _verdict, one) => {
      const source = withStep(on('dev', onSource), one.members, 'new');
      const destination = withStep(on('prod', onBoth), own, 'old');
      const { changeset, action } = run(source, destination, one.policy, 'update');
      const isRefused = one.verdict === 'skip' || one.verdict === 'error';
      expect(action[field]).toEqual(expectedScope(one).map(as));
      expect(action['Properties']).toEqual({ 'Octopus.Action.Script.ScriptBody': isRefused ? 'old' : 'new' });
      expect(reported(changeset)).toEqual(expectedReport(one));
      expect(warned(changeset, 'scope-widened')).toHaveLength(widens(one) ? 1 : 0);
    });

    it.each(whenExisting)('existing and left, %s, %s: stays as it is', (_policy, _situation, _verdict, one) => {
      const source = withStep(on('dev', onSource), one.members, 'new');
      const destination = withStep(on('prod', onBoth), own, 'old');
      const { changeset } = run(source, destination, one.policy, 'leave');
      expect(changeset.changes).toEqual([]);
    });
  });
});

describe('Infrastructure', () => {
  interface Restriction {
    readonly field: string;
    readonly option: string;
    readonly make: (built: SpaceBuilder, names: readonly string[]) => unknown;
    readonly as?: (name: string) => string;
  }
  const restrictions: readonly Restriction[] = [
    {
      field: 'EnvironmentIds',
      option: 'infrastructureEnvironmentScopingMatch',
      make: (built, names) => built.environments(...names),
    },
    {
      field: 'TenantIds',
      option: 'infrastructureTenantScopingMatch',
      make: (built, names) => names.map((name) => built.tenant(name)),
    },
    {
      field: 'TenantTags',
      option: 'infrastructureTenantTagScopingMatch',
      make: (built, names) => built.tagSet('Ring', ...names),
      as: (name) => `Ring/${name}`,
    },
  ];
  const kinds: readonly (readonly [string, (built: SpaceBuilder, more: JsonObject) => SpaceBuilder])[] = [
    ['accounts', (built, more) => built.account('X', more)],
    // Without what only the server can say, such as a thumbprint.
    ['certificates', (built, more) => built.item('certificates', ['X'], { Name: 'X', Archived: null, ...more })],
    ['targets', (built, more) => built.target('X', more)],
  ];
  const rows = kinds.flatMap(([type, add]) => restrictions.map((restriction) => ({ type, add, ...restriction })));

  describe.each(atLeastOne(rows))(
    '$type: $field',
    ({ type, add, field, option, make, as = (name: string) => name }) => {
      const on = (installation: string, names: readonly string[]): SpaceBuilder => {
        const built = space(installation).machinePolicy('Default Machine Policy');
        make(built, names);
        return built;
      };
      const run = (source: SpaceSnapshot, destination: SpaceSnapshot, policy: string, existing: string) => {
        const given = settings({ [option]: policy, [`existing.${type}`]: existing }, { [type]: 'X' });
        const synced = sync(source, destination, given);
        return { ...synced, item: documentIn(synced.after, type, 'X') };
      };

      it.each(whenNew)('new, %s, %s: %s, never without any', (_policy, _situation, _verdict, one) => {
        const source = add(on('dev', onSource), { [field]: one.members.map(as) }).build();
        const { changeset, item } = run(source, on('prod', onBoth).build(), one.policy, 'leave');
        expect(item[field]).toEqual(one.verdict === 'keep' ? one.matched.map(as) : undefined);
        expect(reported(changeset)).toEqual(expectedReport(one));
        // "For permissions there is no such permission to give: the entry is blocked."
        expect(changeset.blocked.map(({ missing }) => missing.map(({ name }) => name))).toEqual(
          one.verdict === 'none' ? [one.members.map(as)] : [],
        );
        expect(warned(changeset, 'scope-widened')).toEqual([]);
      });

      it.each(whenExisting)('existing and updated, %s, %s: %s', (_policy, _situation, _verdict, one) => {
        const source = add(on('dev', onSource), { [field]: one.members.map(as), Notes: 'new' }).build();
        const destination = add(on('prod', onBoth), { [field]: own.map(as), Notes: 'old' }).build();
        const { changeset, item } = run(source, destination, one.policy, 'update');
        const isBlocked = widens(one);
        const isRefused = isBlocked || one.verdict === 'skip' || one.verdict === 'error';
        expect(item[field]).toEqual((isBlocked ? own : expectedScope(one)).map(as));
        expect(item['Notes']).toBe(isRefused ? 'old' : 'new');
        expect(reported(changeset)).toEqual(expectedReport(one));
        expect(changeset.blocked).toHaveLength(isBlocked ? 1 : 0);
        expect(warned(changeset, 'scope-widened')).toEqual([]);
      });

      it.each(whenExisting)('existing and left, %s, %s: stays as it is', (_policy, _situation, _verdict, one) => {
        const source = add(on('dev', onSource), { [field]: one.members.map(as) }).build();
        const destination = add(on('prod', onBoth), { [field]: own.map(as) }).build();
        const { changeset } = run(source, destination, one.policy, 'leave');
        expect([changeset.changes, changeset.blocked]).toEqual([[], []]);
      });
    },
  );
});

describe('Several scoped lists on one item (rules scope-whole-item)', () => {
  it('every list that does not let it through is reported, the first one first', () => {
    const source = space('dev')
      .environments('Gone')
      .tagSet('Ring', 'Gone')
      .project('OctoFX')
      .channel('Gone')
      .step('Deploy')
      .variable('A', '1', { Environment: ['Gone'], Channel: ['Gone'], TenantTag: ['Ring/Gone'] })
      .build();
    const destination = space('prod').project('OctoFX').step('Deploy').build();
    const { changeset } = sync(source, destination, settings({}, { projects: 'all', channels: '' }));
    expect(changeset.skipped.map(({ reasons }) => reasons.map(({ rule }) => rule))).toEqual([
      ['variableEnvironmentScopingMatch', 'variableChannelScopingMatch', 'variableTenantTagScopingMatch'],
    ]);
  });

  it('an error outweighs a skip (rules scope-errors)', () => {
    const source = space('dev')
      .environments('Gone')
      .project('OctoFX')
      .channel('Gone')
      .variable('A', '1', { Environment: ['Gone'], Channel: ['Gone'] })
      .build();
    const { changeset } = sync(
      source,
      space('prod').project('OctoFX').build(),
      settings({ variableChannelScopingMatch: 'ErrorUnlessExactMatch' }, { projects: 'all', channels: '' }),
    );
    expect(changeset.errors.map(({ reasons }) => reasons.map(({ rule }) => rule))).toEqual([
      ['variableChannelScopingMatch', 'variableEnvironmentScopingMatch'],
    ]);
  });

  it('what this very changeset will create counts as a match', () => {
    const source = space('dev')
      .environments('New')
      .project('OctoFX')
      .channel('Beta')
      .step('Deploy', { environments: ['New'], channels: ['Beta'] })
      .variable('A', '1', { Environment: ['New'], Channel: ['Beta'], Action: ['Deploy'] })
      .build();
    const given = settings(
      { variableEnvironmentScopingMatch: 'ErrorUnlessExactMatch' },
      { projects: 'all', environments: 'all' },
    );
    const { changeset, after } = sync(source, space('prod').project('OctoFX').build(), given);
    expect(variablesIn(after, 'OctoFX')).toEqual(['A = 1 (Action: Deploy; Channel: Beta; Environment: New)']);
    expect(changeset.changes.find(({ id }) => id === 'projectVariables/OctoFX')?.dependsOn).toEqual([
      'channels/OctoFX/Beta',
      'deploymentProcesses/OctoFX',
      'environments/New',
    ]);
  });

  const emptied = (field: string, on: 'source' | 'destination') => {
    const source = space('dev').environments('Gone', 'Here').project('OctoFX');
    const destination = space('prod').environments('Here').project('OctoFX');
    const [was, is] = on === 'source' ? [['Here'], ['Gone']] : [['Here'], []];
    const given = settings({ processEnvironmentScopingMatch: 'IgnoreMismatch', existingSteps: 'update' });
    return sync(
      source.step('A', { action: { [field]: is } }).build(),
      on === 'source' ? destination.build() : destination.step('A', { action: { [field]: was } }).build(),
      given,
    ).changeset;
  };

  it('a new step that loses the last of its environments is shown as widened (rules scope-widened)', () => {
    const changeset = emptied('Environments', 'source');
    expect(warned(changeset, 'scope-widened')).toEqual(['deploymentProcesses/OctoFX /Steps/0/Actions/0/Environments']);
    expect(changeset.gates.map(({ gate }) => gate)).toEqual(['scope-widening']);
  });

  it('a new step that is excluded from what is not here is excluded as before (rules scope-exclusion-of-nothing)', () => {
    const changeset = emptied('ExcludedEnvironments', 'source');
    expect(warned(changeset, 'scope-widened')).toEqual([]);
    expect(changeset.gates).toEqual([]);
  });

  it.each(['Environments', 'ExcludedEnvironments'])(
    'an update that empties %s of a step on the destination is shown as widened (rules scope-widened-here, scope-exclusion)',
    (field) => {
      const changeset = emptied(field, 'destination');
      expect(warned(changeset, 'scope-widened')).toEqual([`deploymentProcesses/OctoFX /Steps/0/Actions/0/${field}`]);
      expect(changeset.gates.map(({ gate }) => gate)).toEqual(['scope-widening']);
    },
  );
});
