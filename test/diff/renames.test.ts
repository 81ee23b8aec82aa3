import { describe, expect, it } from 'vitest';
import type { Changeset } from '../../src/changeset/changeset.js';
import { diff } from '../../src/diff/index.js';
import type { SpaceSnapshot } from '../../src/model/item.js';
import type { JsonObject } from '../../src/model/json.js';
import type { GivenSettings } from '../../src/settings/settings.js';
import { changeOf, sync, verdicts } from '../builders/outcome.js';
import { settings, space, type SpaceBuilder } from '../builders/space.js';

/* What the source has probably given another name (rules rename-probable, rename-likeness, rename-report). */

type Build = (of: SpaceBuilder) => SpaceBuilder;

const everything = {
  environments: 'all',
  tenants: 'all',
  projects: 'all',
  libraryVariableSets: 'all',
  lifecycles: 'Fast,Slow',
  workerPools: 'all',
  accounts: 'all',
  targets: 'all',
};

const none: Build = (of) => of;

const built = (name: string, build: Build): SpaceSnapshot => build(space(name)).build();

interface Sides {
  readonly source: Build;
  readonly destination: Build;
  readonly base?: Build;
}

const compared = ({ source, destination, base }: Sides, more: GivenSettings = {}): Changeset =>
  diff(
    built('dev', source),
    built('prod', destination),
    settings({}, everything, more),
    {},
    base && { snapshot: built('dev', base), open: [] },
  );

/** In short: `environments/Staging from Test`. */
const renamesIn = ({ renames }: Changeset): readonly string[] =>
  renames.map(({ id, candidates }) => `${id} from ${candidates.join(' or ')}`);

const text: JsonObject = { Description: 'The shop', A: 'one 1', B: 'two 2', C: 'three 3', Mode: 'Some' };

describe('Of each type: what has one slug is probably one thing', () => {
  it.each<[string, Build, Build, string]>([
    [
      'an environment',
      (of) => of.environment('Staging', { Slug: 'test' }),
      (of) => of.environment('Test', { Slug: 'Test' }),
      'environments/Staging from Test',
    ],
    [
      'a tenant',
      (of) => of.item('tenants', ['Contoso'], { Name: 'Contoso', Slug: 'acme' }),
      (of) => of.item('tenants', ['Acme'], { Name: 'Acme', Slug: 'acme' }),
      'tenants/Contoso from Acme',
    ],
    [
      'a project',
      (of) => of.project('Shop', { Slug: 'web' }),
      (of) => of.project('Web', { Slug: 'web' }),
      'projects/Shop from Web',
    ],
    [
      'a channel',
      (of) => of.project('Shop').channel('Beta', { Slug: 'pre' }),
      (of) => of.project('Shop').channel('Preview', { Slug: 'pre' }),
      'channels/Shop/Beta from Preview',
    ],
    [
      'the default channel',
      (of) => of.item('channels', ['Shop', 'Main'], { Name: 'Main', IsDefault: true, Slug: 'default' }),
      (of) => of.item('channels', ['Shop', 'Default'], { Name: 'Default', IsDefault: true, Slug: 'default' }),
      'channels/Shop/Main from Default',
    ],
    [
      'a runbook',
      (of) => of.project('Shop').runbook('Restart', { Slug: 'r' }),
      (of) => of.project('Shop').runbook('Reboot', { Slug: 'r' }),
      'runbooks/Shop/Restart from Reboot',
    ],
    [
      'a lifecycle',
      (of) => of.item('lifecycles', ['Fast'], { Name: 'Fast', Phases: [], Slug: 'l' }),
      (of) => of.item('lifecycles', ['Quick'], { Name: 'Quick', Phases: [], Slug: 'l' }),
      'lifecycles/Fast from Quick',
    ],
    [
      'a worker pool',
      (of) => of.workerPool('Linux', { Slug: 'p' }),
      (of) => of.workerPool('Ubuntu', { Slug: 'p' }),
      'workerPools/Linux from Ubuntu',
    ],
  ])('%s', (_what, source, destination, expected) => {
    const asProject: Build = expected.startsWith('channels/Shop/Main')
      ? (of) => of.item('projects', ['Shop'], { Name: 'Shop' })
      : none;
    const changeset = compared({
      source: (of) => source(asProject(of)),
      destination: (of) => destination(asProject(of)),
    });
    expect(renamesIn(changeset)).toEqual([expected]);
    const [id = ''] = expected.split(' ');
    expect(changeset.blocked.map((entry) => entry.id)).toContain(id);
    expect(changeset.changes.map((change) => change.id)).not.toContain(id);
    expect(changeset.only).toEqual([]);
  });
});

const script = (lines: readonly string[]): JsonObject => ({
  Name: 'Deploy',
  Properties: Object.fromEntries(lines.map((line, index) => [`Setting ${index}`, line])),
});
const ten = Array.from({ length: 10 }, (_, index) => `value ${index}`);

describe('Without slugs, what is alike is probably one thing', () => {
  it.each<[string, Build, Build, readonly string[]]>([
    [
      'documents that are equal but for the name',
      (of) => of.librarySet('Shared', text),
      (of) => of.librarySet('Global', text),
      ['libraryVariableSets/Shared from Global'],
    ],
    [
      'the values of a library set count with it',
      (of) => of.librarySet('Shared').variable('A', '1').variable('B', '2'),
      (of) => of.librarySet('Global').variable('A', '1').variable('B', '2'),
      ['libraryVariableSets/Shared from Global'],
    ],
    [
      'the process and variables of a project count with it',
      (of) => of.project('Shop').step('Deploy').variable('A', '1'),
      (of) => of.project('Web').step('Deploy').variable('A', '1'),
      ['projects/Shop from Web'],
    ],
    [
      'four of five elements are enough',
      (of) => of.project('Shop').step('Deploy', { step: script(ten) }),
      (of) => of.project('Web').step('Deploy', { step: script(ten.with(0, 'other').with(1, 'other')) }),
      ['projects/Shop from Web'],
    ],
    [
      'half of them are not',
      (of) => of.project('Shop').step('Deploy', { step: script(ten) }),
      (of) => of.project('Web').step('Deploy', { step: script(ten.map((line, at) => (at < 5 ? line : 'other'))) }),
      [],
    ],
    [
      'environments that say nothing but their names are two',
      (of) => of.environments('Staging'),
      (of) => of.environments('Test'),
      [],
    ],
    [
      'nor does it tell anything that they have the vendor’s words and the references of many',
      (of) => of.project('Shop', { Mode: 'Untenanted', A: 'One', B: 'Two', C: 'Three', D: true, E: 1 }),
      (of) => of.project('Web', { Mode: 'Untenanted', A: 'One', B: 'Two', C: 'Three', D: true, E: 1 }),
      [],
    ],
    [
      'nor does it tell anything that a third one says as well',
      (of) => of.librarySet('Shared', text).librarySet('Third', text),
      (of) => of.librarySet('Global', text).librarySet('Third', text),
      [],
    ],
    [
      'of two slugs, another one is another thing, however alike',
      (of) => of.librarySet('Shared', { ...text, Slug: 'a' }),
      (of) => of.librarySet('Global', { ...text, Slug: 'b' }),
      [],
    ],
    [
      'of two kinds are two things',
      (of) => of.account('New', { ...text, AccountType: 'Token' }),
      (of) => of.account('Old', { ...text, AccountType: 'UsernamePassword' }),
      [],
    ],
    [
      'of two projects are two things',
      (of) => of.project('Shop').channel('Beta', text).project('Web'),
      (of) => of.project('Shop').project('Web').channel('Preview', text),
      [],
    ],
    [
      'what the source still has is not gone',
      (of) => of.librarySet('Shared', text).librarySet('Global', text),
      (of) => of.librarySet('Global', text),
      [],
    ],
  ])('%s', (_what, source, destination, expected) => {
    expect(renamesIn(compared({ source, destination }))).toEqual(expected);
  });

  it('two that it may be are both named, and nothing is proposed', () => {
    const alike = compared({
      source: (of) => of.librarySet('Shared', text),
      destination: (of) => of.librarySet('Global', text).librarySet('Old', text),
    });
    expect(renamesIn(alike)).toEqual(['libraryVariableSets/Shared from Global or Old']);
    const bySlug = compared({
      source: (of) => of.environment('Staging', { Slug: 'a' }),
      destination: (of) => of.environment('Test', { Slug: 'a' }).environment('QA', { Slug: 'A' }),
    });
    expect(renamesIn(bySlug)).toEqual(['environments/Staging from Test or QA']);
    expect(bySlug.renames[0]).not.toHaveProperty('map');
    expect(verdicts(bySlug)).toEqual(['blocked environments/Staging']);
  });

  it('one that two may be is proposed for neither', () => {
    const changeset = compared({
      source: (of) => of.environment('Staging', { Slug: 'a' }).environment('QA', { Slug: 'a' }),
      destination: (of) => of.environment('Test', { Slug: 'a' }),
    });
    expect(renamesIn(changeset)).toEqual(['environments/QA from Test', 'environments/Staging from Test']);
    expect(changeset.renames.map((rename) => rename.map)).toEqual([undefined, undefined]);
  });
});

describe('With a base, what is new came since then, and what is gone was there', () => {
  const slugged =
    (name: string, slug = 'a'): Build =>
    (of) =>
      of.environment(name, { Slug: slug });
  it.each<[string, Sides, readonly string[]]>([
    [
      'renamed on the source',
      { base: slugged('Test'), source: slugged('Staging'), destination: slugged('Test') },
      ['environments/Staging from Test'],
    ],
    [
      'renamed on the destination: nothing is new',
      { base: slugged('Staging'), source: slugged('Staging'), destination: slugged('Test') },
      [],
    ],
    [
      'the destination’s own of that slug is not gone from the source',
      { base: none, source: slugged('Staging'), destination: slugged('Test') },
      [],
    ],
    [
      'the slug counts that it had on the source, whatever it is on the destination',
      { base: slugged('Test'), source: slugged('Staging'), destination: slugged('Test', 'test-1') },
      ['environments/Staging from Test'],
    ],
  ])('%s', (_what, sides, expected) => {
    const changeset = compared(sides);
    expect(renamesIn(changeset)).toEqual(expected);
    expect(changeset.renames.map(({ since }) => since)).toEqual(expected.map(() => 'source'));
  });
});

describe('A probable rename that is reported', () => {
  const sides: Sides = {
    source: (of) => of.environment('Staging: EU', { Slug: 'test' }),
    destination: (of) => of.environment('Test', { Slug: 'test' }),
  };

  it('is not created, and says what to write so that it goes on', () => {
    const changeset = compared(sides);
    expect(verdicts(changeset)).toEqual(['blocked environments/Staging: EU']);
    expect(changeset.renames).toMatchObject([
      {
        id: 'environments/Staging: EU',
        since: 'unknown',
        candidates: ['Test'],
        to: 'Staging: EU',
        map: 'map: { environments: { "Staging: EU": Test } }',
        follows: false,
      },
    ]);
    expect(changeset.renames[0]?.reasons[0]?.says).toBe(
      'The source has probably renamed the environment "Test" to "Staging: EU", so it is not created a second time. Keep the name that the destination has with map: { environments: { "Staging: EU": Test } }, give it the new one with renames: follow, or say that it is another one with map: { environments: { "Staging: EU": "Staging: EU" } }.',
    );
    expect(changeset.blocked[0]).toMatchObject({ reasons: [{ rule: 'rename' }], missing: [] });
    expect(changeset.summary['environments']).toMatchObject({ renames: 1, blocked: 1, only: 0 });
  });

  it.each<[string, string, readonly string[]]>([
    ['keeps its name with a mapping', 'Test', []],
    ['is created once a person has said that it is another one', 'Staging: EU', ['create environments/Staging: EU']],
  ])('%s', (_what, to, expected) => {
    const map = { environments: [{ from: 'Staging: EU', to: [to], origin: 'octosync.yml:3' }] };
    const changeset = compared(sides, { map });
    expect(verdicts(changeset)).toEqual(expected);
    expect(changeset.renames).toEqual([]);
  });

  it('blocks what belongs to it, and what needs it', () => {
    const changeset = compared({
      source: (of) =>
        of
          .item('lifecycles', ['Fast'], { Name: 'Fast', Phases: [], Slug: 'l' })
          .project('Shop', { Slug: 'web', LifecycleId: 'Fast' }),
      destination: (of) => of.item('lifecycles', ['Quick'], { Name: 'Quick', Phases: [], Slug: 'l' }),
    });
    expect(changeset.blocked.map(({ id }) => id)).toEqual([
      'channels/Shop/Default',
      'deploymentProcesses/Shop',
      'lifecycles/Fast',
      'projectVariables/Shop',
      'projects/Shop',
    ]);
  });
});

describe('renames: follow gives the destination’s item the new name (rules rename-follow)', () => {
  const options = { renames: { value: 'follow', origin: 'flag' } };
  const followed = (sides: Sides, more: GivenSettings = {}) => {
    const source = built('dev', sides.source);
    const given = settings({ renames: 'follow' }, everything, more);
    return sync(source, built('prod', sides.destination), given);
  };

  it('in its own document, with a warning and behind a gate', () => {
    const { changeset, after } = followed({
      source: (of) => of.environment('Staging', { Slug: 'a' }),
      destination: (of) => of.environment('Test', { Slug: 'a', Description: 'Ours' }),
    });
    expect(changeOf(changeset, 'environments/Staging')).toMatchObject({
      action: 'update',
      patch: [
        { op: 'test', path: '/Name', value: 'Test' },
        { op: 'replace', path: '/Name', value: 'Staging' },
      ],
      warnings: [{ kind: 'renamed-on-source', at: '/Name' }],
    });
    expect(changeset.renames).toMatchObject([{ follows: true, candidates: ['Test'], to: 'Staging' }]);
    expect(changeset.gates).toMatchObject([{ gate: 'renames', ids: ['environments/Staging'] }]);
    expect(changeset.blocked).toEqual([]);
    expect(changeset.only).toEqual([]);
    expect(after).toBeDefined();
  });

  it('and all that refers to it says the new one without being written', () => {
    const of =
      (environment: string, project: string, runbook: string, channel: string): Build =>
      (built) =>
        built
          .environment(environment, { Slug: 'e' })
          .lifecycle('Fast', [environment])
          .librarySet('Shared')
          .variable('Shared', '1', { Environment: [environment] })
          .project(project, { Slug: 'p', LifecycleId: 'Fast' })
          .channel(channel, { Slug: 'c' })
          .step('Deploy', { environments: [environment], channels: [channel] })
          .variable('A', '1', {
            Environment: [environment],
            Channel: [channel],
            ProcessOwner: [{ $reference: { type: 'processOwners', names: [project, `Runbook ${runbook}`] } }],
          })
          .runbook(runbook, { Slug: 'r', Environments: [environment] })
          .tenant('Internal', { [project]: [environment] });
    const { changeset } = followed({
      source: of('Staging', 'Shop', 'Restart', 'Beta'),
      destination: of('Test', 'Web', 'Reboot', 'Preview'),
    });
    expect(verdicts(changeset)).toEqual([
      'update environments/Staging',
      'update projects/Shop',
      'update channels/Shop/Beta',
      'update runbooks/Shop/Restart',
    ]);
  });

  it('what of it is left is said', () => {
    const { changeset } = followed({
      source: (of) => of.environment('Staging', { Slug: 'a', Description: 'Theirs' }),
      destination: (of) => of.environment('Test', { Slug: 'a', Description: 'Ours' }),
    });
    expect(verdicts(changeset)).toEqual([
      'update environments/Staging',
      'left all but its name of environments/Staging',
    ]);
  });

  it('with a base too', () => {
    const changeset = compared(
      {
        base: (of) => of.project('Web', { Slug: 'p' }).channel('Preview', { Slug: 'c' }),
        source: (of) => of.project('Shop', { Slug: 'p' }).channel('Beta', { Slug: 'c' }),
        destination: (of) => of.project('Web', { Slug: 'x' }).channel('Preview', { Slug: 'y' }),
      },
      { options },
    );
    expect(renamesIn(changeset)).toEqual(['channels/Shop/Beta from Preview', 'projects/Shop from Web']);
    expect(changeset.changes.map(({ id }) => id)).toEqual(['projects/Shop', 'channels/Shop/Beta']);
    expect([...changeset.removed, ...changeset.only, ...changeset.blocked]).toEqual([]);
  });

  it('not one that is refused: nothing is called by a name that it does not get (rules rename-refused)', () => {
    const tooLong = 'S'.repeat(51);
    const of =
      (environment: string): Build =>
      (one) =>
        one
          .environment(environment, { Slug: 'a' })
          .project('Shop')
          .variable('A', '1', { Environment: [environment] });
    const changeset = compared({ source: of(tooLong), destination: of('Test') }, { options });
    expect(changeset.renames).toMatchObject([{ candidates: ['Test'], follows: false }]);
    expect(changeset.renames[0]?.reasons.map(({ rule }) => rule)).toContain('refused by the server');
    expect(verdicts(changeset)).toContain(`blocked environments/${tooLong}`);
    expect(JSON.stringify(changeset.changes)).not.toContain(tooLong);
  });

  it('nothing where two may be meant', () => {
    const changeset = compared(
      {
        source: (of) => of.environment('Staging', { Slug: 'a' }),
        destination: (of) => of.environment('Test', { Slug: 'a' }).environment('QA', { Slug: 'A' }),
      },
      { options },
    );
    expect(verdicts(changeset)).toEqual(['blocked environments/Staging']);
  });
});
