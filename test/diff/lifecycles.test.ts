import { describe, expect, it } from 'vitest';
import type { JsonObject } from '../../src/model/json.js';
import type { SpaceSnapshot } from '../../src/model/item.js';
import { documentIn, sync, verdicts, warned } from '../builders/outcome.js';
import { settings, space } from '../builders/space.js';
import { syncOnce } from './three-way/syncs.js';

const select = { lifecycles: 'L' };
const both = (installation: string) => space(installation).environments('Test', 'Production', 'Staging');

const phasesOf = (snapshot: SpaceSnapshot): readonly (readonly string[])[] =>
  ((documentIn(snapshot, 'lifecycles', 'L')['Phases'] ?? []) as readonly JsonObject[]).map(
    ({ OptionalDeploymentTargets: environments }) => environments as readonly string[],
  );

describe('Phases by overwriteExistingLifecyclesPhases (rules lifecycle-phases)', () => {
  const theirs = [['Test'], ['Production']] as const;
  const ours = [['Staging'], ['Production'], ['Test']] as const;

  it.each([
    ['false', 'new', theirs, ['create lifecycles/L']],
    ['true', 'new', theirs, ['create lifecycles/L']],
    ['NeverCloneLifecyclePhases', 'new', [], ['create lifecycles/L']],
    ['false', 'existing', ours, ['left lifecycles/L']],
    ['true', 'existing', theirs, ['update lifecycles/L']],
    ['NeverCloneLifecyclePhases', 'existing', ours, ['left lifecycles/L']],
  ])('%s, %s lifecycle', (value, which, phases, expected) => {
    const source = both('dev')
      .lifecycle('L', ...theirs)
      .build();
    const destination = which === 'new' ? both('prod') : both('prod').lifecycle('L', ...ours);
    const given = settings({ overwriteExistingLifecyclesPhases: value }, select);
    const { changeset, after } = sync(source, destination.build(), given);
    expect(verdicts(changeset)).toEqual(expected);
    expect(phasesOf(after)).toEqual(phases);
  });

  it.each(['false', 'NeverCloneLifecyclePhases'])(
    '%s: left phases that differ in anything are said to differ',
    (value) => {
      const source = both('dev').lifecycle('L', ['Test']).build();
      const destination = both('prod').lifecycle('L', ['Staging']).build();
      const { changeset } = sync(source, destination, settings({ overwriteExistingLifecyclesPhases: value }, select));
      expect(changeset.left).toMatchObject([{ id: 'lifecycles/L', differing: 1 }]);
    },
  );

  it.each(['false', 'true', 'NeverCloneLifecyclePhases'])('%s: the same phases on both sides: nothing', (value) => {
    const on = (installation: string) => both(installation).lifecycle('L', ['Test']).build();
    const { changeset } = sync(on('dev'), on('prod'), settings({ overwriteExistingLifecyclesPhases: value }, select));
    expect(verdicts(changeset)).toEqual([]);
  });

  it('existing.lifecycles = update takes name and retention over, and still leaves the phases', () => {
    const retention = (days: number) => ({ Unit: 'Days', QuantityToKeep: days, ShouldKeepForever: false });
    const on = (installation: string, days: number, environment: string) =>
      both(installation)
        .item('lifecycles', ['L'], {
          Name: 'L',
          ReleaseRetentionPolicy: retention(days),
          Phases: [{ Name: 'One', AutomaticDeploymentTargets: [], OptionalDeploymentTargets: [environment] }],
        })
        .build();
    const given = settings({ 'existing.lifecycles': 'update' }, select);
    const { after } = sync(on('dev', 5, 'Test'), on('prod', 9, 'Staging'), given);
    expect(documentIn(after, 'lifecycles', 'L')).toMatchObject({ ReleaseRetentionPolicy: retention(5) });
    expect(phasesOf(after)).toEqual([['Staging']]);
  });
});

describe('Environments of phases that do not exist here (rules lifecycle-empty-phase, scope-fixed)', () => {
  const from = (...phases: readonly (readonly string[])[]) =>
    space('dev')
      .environments('Gone 1', 'Gone 2', 'Test')
      .lifecycle('L', ...phases)
      .build();
  const to = space('prod').environments('Test').build();

  it.each([
    ['dropped from the phase', [['Gone 1', 'Test']], [['Test']], [], []],
    ['one phase left without any: widened', [['Gone 1'], ['Test']], [[], ['Test']], ['scope-widened'], []],
    ['a second phase left without any: an error', [['Gone 1'], ['Gone 2']], [], [], ['lifecycles/L']],
    [
      'a phase that has none on the source, and one that lost its own: an error',
      [[], ['Gone 1']],
      [],
      [],
      ['lifecycles/L'],
    ],
    ['a phase that has none on the source means the same here', [[], ['Test']], [[], ['Test']], [], []],
  ])('%s', (_rule, phases, expected, warnings, errors) => {
    const { changeset, after } = sync(from(...phases), to, settings({}, select));
    expect(phasesOf(after)).toEqual(expected);
    expect(warned(changeset, 'scope-widened').map(() => 'scope-widened')).toEqual(warnings);
    expect(changeset.errors.map(({ id }) => id)).toEqual(errors);
  });

  it('automatic environments are dropped in the same way', () => {
    const phase = { Name: 'One', AutomaticDeploymentTargets: ['Gone 1', 'Test'], OptionalDeploymentTargets: [] };
    const source = space('dev')
      .environments('Gone 1', 'Test')
      .item('lifecycles', ['L'], { Name: 'L', Phases: [phase] })
      .build();
    const { after } = sync(source, to, settings({}, select));
    expect(documentIn(after, 'lifecycles', 'L')).toMatchObject({ Phases: [{ AutomaticDeploymentTargets: ['Test'] }] });
  });

  it('a phase that lost its optional environments and has automatic ones is not widened', () => {
    const phase = { Name: 'One', AutomaticDeploymentTargets: ['Test'], OptionalDeploymentTargets: ['Gone 1'] };
    const source = space('dev')
      .environments('Gone 1', 'Test')
      .item('lifecycles', ['L'], { Name: 'L', Phases: [phase] })
      .build();
    expect(warned(sync(source, to, settings({}, select)).changeset, 'scope-widened')).toEqual([]);
  });
});

describe('Phases that both sides make optional (rules lifecycle-all-optional)', () => {
  type Phase = readonly [name: string, isOptional: boolean];
  const at = (installation: string, ...phases: readonly Phase[]) =>
    space(installation)
      .environments('Test', 'Production')
      .item('lifecycles', ['L'], {
        Name: 'L',
        Phases: phases.map(([name, isOptional]) => ({
          ...{ Name: name, AutomaticDeploymentTargets: [], OptionalDeploymentTargets: [name] },
          IsOptionalPhase: isOptional,
        })),
      })
      .build();
  const given = settings(
    { 'existing.lifecycles': 'update', overwriteExistingLifecyclesPhases: 'true', removals: 'apply' },
    select,
  );
  const [test, production]: readonly [Phase, Phase] = [
    ['Test', false],
    ['Production', false],
  ];

  it.each<[string, readonly Phase[], readonly Phase[], readonly string[]]>([
    ['one each: an error', [['Test', true], production], [test, ['Production', true]], ['lifecycles/L']],
    ['the source only', [['Test', true], production], [test, production], []],
    ['the source removes the one that was not: an error', [production], [test, ['Production', true]], ['lifecycles/L']],
    ['what the destination has like that, and nothing changes, is its own', [test, production], [['Test', true]], []],
  ])('%s', (_what, source, destination, errors) => {
    const first = syncOnce(
      at('dev', test, production),
      space('prod').environments('Test', 'Production').build(),
      given,
    );
    const { changeset } = syncOnce(at('dev', ...source), at('prod', ...destination), given, first.base);
    const said = changeset.errors.map(({ id, reasons: [why] }) => [id, why?.says.split(':')[0]]);
    expect(said).toEqual(errors.map((id) => [id, 'All phases would be optional here']));
  });
});

describe('Retention on Octopus Cloud (rules lifecycle-retention)', () => {
  const keeping = (policy: JsonObject) => ({ Name: 'L', Phases: [], ReleaseRetentionPolicy: policy });
  const days = (quantity: number) => ({ Unit: 'Days', QuantityToKeep: quantity, ShouldKeepForever: false });
  const forever = { Unit: 'Items', QuantityToKeep: 0, ShouldKeepForever: true };
  const at = (url: string): SpaceSnapshot => {
    const built = space('prod').build();
    return { ...built, identity: { ...built.identity, url } };
  };
  const cloud = at('https://acme.octopus.app');
  const own = at('https://octopus.acme.com');

  it.each<[string, SpaceSnapshot, JsonObject, JsonObject, number]>([
    ['31 days become 30, with a warning', cloud, days(31), days(30), 1],
    ['30 days stay', cloud, days(30), days(30), 0],
    ['for ever becomes 30 days, with a warning', cloud, forever, days(30), 1],
    ['a number of releases stays', cloud, { ...days(90), Unit: 'Items' }, { ...days(90), Unit: 'Items' }, 0],
    ["a server of one's own keeps them for ever", own, forever, forever, 0],
    ['a host that only looks like it is no Octopus Cloud', at('https://octopus.app.acme.com'), days(90), days(90), 0],
  ])('%s', (_rule, destination, given, expected, warnings) => {
    const source = space('dev').item('lifecycles', ['L'], keeping(given)).build();
    const { changeset, after } = sync(source, destination, settings({}, select));
    expect(documentIn(after, 'lifecycles', 'L')['ReleaseRetentionPolicy']).toEqual(expected);
    expect(warned(changeset, 'retention-capped')).toHaveLength(warnings);
  });

  it('holds also for what the destination says already, as the source does', () => {
    const source = space('dev').item('lifecycles', ['L'], keeping(forever)).build();
    const there = space('prod').item('lifecycles', ['L'], keeping(forever)).build();
    const destination = { ...there, identity: { ...there.identity, url: 'https://acme.octopus.app' } };
    const { changeset, after } = sync(source, destination, settings({ 'existing.lifecycles': 'update' }, select));
    expect(documentIn(after, 'lifecycles', 'L')['ReleaseRetentionPolicy']).toEqual(days(30));
    expect(warned(changeset, 'retention-capped')).toHaveLength(1);
  });

  it('phases have retention of their own', () => {
    const phase = { Name: 'One', AutomaticDeploymentTargets: [], OptionalDeploymentTargets: [] };
    const document = { Name: 'L', Phases: [{ ...phase, TentacleRetentionPolicy: forever }] };
    const source = space('dev').item('lifecycles', ['L'], document).build();
    const { changeset, after } = sync(source, cloud, settings({}, select));
    expect(documentIn(after, 'lifecycles', 'L')).toMatchObject({ Phases: [{ TentacleRetentionPolicy: days(30) }] });
    expect(warned(changeset, 'retention-capped')).toEqual(['lifecycles/L /Phases/0/TentacleRetentionPolicy']);
  });
});

describe('How many environments a phase asks for (rules lifecycle-minimum)', () => {
  const asking = (
    installation: string,
    environments: readonly string[],
    minimum: number,
    ...named: readonly string[]
  ) =>
    space(installation)
      .environments(...environments)
      .item('lifecycles', ['L'], {
        Name: 'L',
        Phases: [
          {
            Name: 'Regions',
            AutomaticDeploymentTargets: named.slice(0, 1),
            OptionalDeploymentTargets: named.slice(1),
            MinimumEnvironmentsBeforePromotion: minimum,
          },
        ],
      })
      .build();
  const regions = ['EU', 'US', 'APAC'];

  it.each([
    ['as many as are left', ['EU'], 3, 1, 1],
    ['what it asked for, where that is there', ['EU', 'US'], 2, 2, 0],
    ['none, where it asked for none', ['EU'], 0, 0, 0],
    ['what it asked for, where no environment is left: it stands for others', [], 2, 2, 0],
  ])('%s', (_what, here, asked, expected, warnings) => {
    const source = asking('dev', regions, asked, ...regions);
    const { changeset, after, again } = sync(
      source,
      space('prod')
        .environments(...here)
        .build(),
      settings({}, select),
    );
    expect(documentIn(after, 'lifecycles', 'L')['Phases']).toMatchObject([
      { MinimumEnvironmentsBeforePromotion: expected },
    ]);
    expect(warned(changeset, 'minimum-lowered')).toHaveLength(warnings);
    expect(again.changes).toEqual([]);
  });

  it('environments of the destination count, too', () => {
    const source = asking('dev', regions, 2, 'EU', 'US');
    const destination = asking('prod', ['EU', 'Own'], 1, 'EU', 'Own');
    const given = settings({ overwriteExistingLifecyclesPhases: 'true' }, select);
    const { after } = sync(source, destination, given);
    expect(documentIn(after, 'lifecycles', 'L')['Phases']).toMatchObject([{ MinimumEnvironmentsBeforePromotion: 2 }]);
  });
});

describe('One environment in two phases', () => {
  const mapped = (...to: readonly string[]) =>
    settings({}, select, {
      map: { environments: to.map((from) => ({ from, to: ['Staging'], origin: 'flag' })) },
    });
  const run = (phases: readonly (readonly string[])[], ...names: readonly string[]) =>
    sync(
      both('dev')
        .environments('UAT')
        .lifecycle('L', ...phases)
        .build(),
      space('prod').environments('Staging', 'Production').build(),
      mapped(...names),
    );

  it.each([
    ['two are mapped onto one', [['Test'], ['UAT'], ['Production']], ['Test', 'UAT']],
    ['one is mapped onto one that another phase has', [['Test'], ['Staging'], ['Production']], ['Test']],
  ])('%s: an error that names both', (_what, phases, names) => {
    const { changeset } = run(phases, ...names);
    expect(changeset.changes).toEqual([]);
    expect(changeset.errors.map(({ reasons }) => reasons[0]?.says)).toEqual([
      expect.stringMatching(/"Staging" would be in two phases, "Phase 1" and "Phase 2"/),
    ]);
  });

  it('in one phase they are one environment', () => {
    const { after, changeset } = run([['Test', 'UAT'], ['Production']], 'Test', 'UAT');
    expect(changeset.errors).toEqual([]);
    expect(phasesOf(after)).toEqual([['Staging'], ['Production']]);
  });
});
