import { describe, expect, it } from 'vitest';
import type { Changeset } from '../../../src/changeset/changeset.js';
import { diff } from '../../../src/diff/index.js';
import type { SpaceSnapshot } from '../../../src/model/item.js';
import type { IgnoreRule } from '../../../src/settings/settings.js';
import { documentAfter, stepsIn, variablesAfter, verdicts } from '../../builders/outcome.js';
import { settings, space, type SpaceBuilder } from '../../builders/space.js';
import { syncOnce } from '../three-way/syncs.js';

/*
 * What a rule of ignore says not to look at: no change, and never silent (rules ignore-place, ignore-values, ignore-whole,
 * ignore-said, ignore-unmatched).
 */

const follows = {
  'existing.projects': 'update',
  'existing.tenants': 'update',
  existingSteps: 'update',
  cloneTenantVariables: 'true',
  removals: 'apply',
  overwriteExistingVariables: 'true',
};
const select = { projects: 'all', environments: 'all', tenants: 'all' };

const ruleOf = (at: string, more: Partial<IgnoreRule> = {}): IgnoreRule => ({
  at,
  side: 'destination',
  reason: 'CHG-1',
  origin: 'octosync.yml:9',
  ...more,
});

const given = (ignore: readonly IgnoreRule[] = [], more: Readonly<Record<string, string>> = {}) =>
  settings({ ...follows, ...more }, select, { ignore });

type Build = (built: SpaceBuilder) => SpaceBuilder;

const from = (build: Build): SpaceSnapshot => build(space('dev').environments('Test', 'Prod')).build();
const to = (build: Build): SpaceSnapshot => build(space('prod').environments('Test', 'Prod')).build();

const ignoredIn = ({ ignored = [] }: Changeset): readonly string[] =>
  ignored.map(({ id, part, differing }) => `${id}${part === undefined ? '' : `: ${part}`}${differing ? '' : ' (new)'}`);

const bare: Build = (built) => built.project('A', { Description: 'same' });
const says =
  (description: string, more: Build = (built) => built): Build =>
  (built) =>
    more(built.project('A', { Description: description }));
const step =
  (name: string, script: string): Build =>
  (built) =>
    built.step(name, { script });
const both =
  (...builds: readonly Build[]): Build =>
  (built) =>
    builds.reduce((now, build) => build(now), built);

interface Row {
  readonly name: string;
  readonly at: string;
  readonly source: Build;
  readonly here: Build;
  /** What changes with a rule for the destination, and with one for any side. */
  readonly changes: readonly [destination: readonly string[], any: readonly string[]];
  readonly ignored: readonly [destination: readonly string[], any: readonly string[]];
}

const rows: readonly Row[] = [
  {
    name: 'a field',
    at: 'projects/A#/Description',
    source: says('new'),
    here: says('own'),
    changes: [[], []],
    ignored: [['projects/A: field "description"'], ['projects/A: field "description"']],
  },
  {
    name: 'a field, beside another that follows',
    at: 'projects/*#/Desc*',
    source: (built) => built.project('A', { Description: 'new', LifecycleId: 'Default Lifecycle', IsDisabled: true }),
    here: (built) => built.project('A', { Description: 'own', LifecycleId: 'Default Lifecycle', IsDisabled: false }),
    changes: [['update projects/A'], ['update projects/A']],
    ignored: [['projects/A: field "description"'], ['projects/A: field "description"']],
  },
  {
    name: 'a field that only the source says',
    at: 'projects/A#/Extra',
    source: (built) => built.project('A', { Extra: 'x' }),
    here: (built) => built.project('A'),
    changes: [['update projects/A'], []],
    ignored: [[], ['projects/A: field "extra" (new)']],
  },
  {
    name: 'a step of both',
    at: 'deploymentProcesses/A#Deploy',
    source: both(bare, step('Deploy', 'echo new')),
    here: both(bare, step('Deploy', 'echo own')),
    changes: [[], []],
    ignored: [['deploymentProcesses/A: step "Deploy"'], ['deploymentProcesses/A: step "Deploy"']],
  },
  {
    name: 'a step that only the source has',
    at: 'deploymentProcesses/A#Dep*',
    source: both(bare, step('Deploy', 'echo new'), step('Test', 'echo')),
    here: both(bare, step('Test', 'echo')),
    changes: [['update deploymentProcesses/A'], []],
    ignored: [[], ['deploymentProcesses/A: step "Deploy" (new)']],
  },
  {
    name: 'a step that only the destination has',
    at: 'deploymentProcesses/A#Deploy',
    source: both(bare, step('Test', 'echo')),
    here: both(bare, step('Test', 'echo'), step('Deploy', 'echo own')),
    changes: [[], []],
    ignored: [['deploymentProcesses/A: step "Deploy"'], ['deploymentProcesses/A: step "Deploy"']],
  },
  {
    name: 'a property of a step',
    at: 'deploymentProcesses/A#/Steps/Deploy/Actions/*/Properties/Octopus.Action.Script.ScriptBody',
    source: both(bare, step('Deploy', 'echo new')),
    here: both(bare, step('Deploy', 'echo own')),
    changes: [[], []],
    ignored: [['deploymentProcesses/A: step "Deploy"'], ['deploymentProcesses/A: step "Deploy"']],
  },
  {
    name: 'the values of a name',
    at: 'projectVariables/A#db.*',
    source: both(bare, (built) => built.variable('Db.Name', 'new').variable('Other', '1')),
    here: both(bare, (built) => built.variable('Db.Name', 'own').variable('Other', '1')),
    changes: [[], []],
    ignored: [
      ['projectVariables/A: variable "Db.Name" (unscoped)'],
      ['projectVariables/A: variable "Db.Name" (unscoped)'],
    ],
  },
  {
    name: 'a name that only the source has',
    at: 'projectVariables/A#/Variables/Db',
    source: both(bare, (built) => built.variable('Db', 'new', { Environment: ['Test'] })),
    here: bare,
    changes: [['update projectVariables/A'], []],
    ignored: [[], ['projectVariables/A: variable "Db" (environment: Test) (new)']],
  },
  {
    name: 'the scope of a value',
    at: 'projectVariables/A#/Variables/Db/Scope',
    source: both(bare, (built) => built.variable('Db', 'x')),
    here: both(bare, (built) => built.variable('Db', 'x', { Environment: ['Prod'] })),
    changes: [[], []],
    ignored: [['projectVariables/A: variable "Db" (unscoped)'], ['projectVariables/A: variable "Db" (unscoped)']],
  },
  {
    name: 'the scope of a value whose text follows',
    at: 'projectVariables/A#/Variables/Db/Scope',
    source: both(bare, (built) => built.variable('Db', 'new', { Environment: ['Test'] })),
    here: both(bare, (built) => built.variable('Db', 'old', { Environment: ['Prod'] })),
    changes: [['update projectVariables/A'], ['update projectVariables/A']],
    ignored: [
      ['projectVariables/A: variable "Db" (environment: Test)'],
      ['projectVariables/A: variable "Db" (environment: Test)'],
    ],
  },
  {
    name: 'a whole document',
    at: 'projects/A',
    source: says('new'),
    here: says('own'),
    changes: [[], []],
    ignored: [['projects/A'], ['projects/A']],
  },
  {
    name: 'a whole document that only the source has',
    at: 'channels/A/Beta',
    source: both(bare, (built) => built.channel('Beta')),
    here: bare,
    changes: [['create channels/A/Beta'], []],
    ignored: [[], ['channels/A/Beta (new)']],
  },
  {
    name: 'a whole document that only the destination has',
    at: 'channels/A/*',
    source: bare,
    here: both(bare, (built) => built.channel('Own')),
    changes: [[], []],
    ignored: [['channels/A/Own'], ['channels/A/Own']],
  },
  {
    name: 'a value of a tenant',
    at: 'tenantVariables/T#Port',
    source: both(bare, (built) => tenant(built, '1')),
    here: both(bare, (built) => tenant(built, '2')),
    changes: [[], []],
    ignored: [
      ['tenantVariables/T: value "Port" of library variable set "Shared"'],
      ['tenantVariables/T: value "Port" of library variable set "Shared"'],
    ],
  },
];

const tenant = (built: SpaceBuilder, value: string): SpaceBuilder =>
  built
    .librarySet('Shared', { Templates: [{ Name: 'Port', DefaultValue: '' }] })
    .tenant('T')
    .tenantVariables('T', {
      LibraryVariableSets: ['Shared'],
      Projects: [],
      Common: [{ LibraryVariableSetId: 'Shared', TemplateId: 'Port', Control: 'SingleLineText', Value: value }],
      Project: [],
    });

describe.each(rows)('Ignored: $name', ({ at, source, here, changes, ignored }) => {
  const [there, own] = [to(here), from(source)];

  it('differs without the rule', () => {
    // Of a step that only it has, nobody says anything unless it goes.
    const {
      changes: found,
      left,
      only,
      warnings,
    } = diff(own, there, given([], { processCloningOption: 'SourceOnly' }));
    expect([...found, ...left, ...only].length).toBeGreaterThan(0);
    expect(warnings).toEqual([]);
  });

  it.each(['destination', 'any'] as const)('side: %s', (side) => {
    const changeset = diff(own, there, given([ruleOf(at, { side })]));
    const which = side === 'destination' ? 0 : 1;
    expect(verdicts(changeset).filter((verdict) => /^(create|update) /.test(verdict))).toEqual(changes[which]);
    expect(ignoredIn(changeset)).toEqual(ignored[which]);
    expect(changeset.warnings).toEqual([]);
    const told = (changeset.ignored ?? []).map(({ rule, why, reasons }) => [rule, why, reasons[0]?.says.slice(-11)]);
    expect(told).toEqual(ignored[which].map(() => [at, 'CHG-1', 'Why: CHG-1.']));
  });

  it('with a base that says what the source says, or the destination, it is the same', () => {
    for (const base of [own, there]) {
      const changeset = diff(
        own,
        there,
        given([ruleOf(at, { side: 'any' })]),
        {},
        { snapshot: { ...base, identity: own.identity }, open: [] },
      );
      expect(changeset.conflicts).toEqual([]);
      const touched = changeset.changes.map(({ id }) => `update ${id}`);
      expect(changes[1]).toEqual(expect.arrayContaining(touched));
      expect(ignoredIn(changeset)).toEqual(
        ignored[1].map((one) =>
          one.endsWith('step "Deploy"') && at.includes('#/') ? `${one}, properties, script` : one,
        ),
      );
    }
  });
});

describe('What is ignored', () => {
  it('keeps all else of it: a value whose scope is ignored takes the new text where it is', () => {
    const [own, there] = [
      from(both(bare, (built) => built.variable('Db', 'new', { Environment: ['Test'] }))),
      to(both(bare, (built) => built.variable('Db', 'old', { Environment: ['Prod'] }))),
    ];
    const changeset = diff(own, there, given([ruleOf('projectVariables/A#/Variables/Db/Scope')]));
    expect(variablesAfter(changeset, there, 'A')).toEqual(['Db = new (Environment: Prod)']);
  });

  it('is not widened: a new value comes with its scope, whatever is ignored of it', () => {
    const own = from(both(bare, (built) => built.variable('Db', 'new', { Environment: ['Test'] })));
    const there = to(bare);
    const changeset = diff(own, there, given([ruleOf('projectVariables/A#/Variables/Db/Scope', { side: 'any' })]));
    expect(variablesAfter(changeset, there, 'A')).toEqual(['Db = new (Environment: Test)']);
  });

  it('is not skipped, blocked or in error: nobody asks a policy about it', () => {
    const own = from(both(bare, (built) => built.environments('Lab').variable('Db', 'x', { Environment: ['Lab'] })));
    const there = to(both(bare, (built) => built.variable('Db', 'own')));
    const policy = { variableEnvironmentScopingMatch: 'ErrorUnlessExactMatch' };
    const strict = settings({ ...follows, ...policy }, { projects: 'all' }, {});
    const ignoring = settings(
      { ...follows, ...policy },
      { projects: 'all' },
      { ignore: [ruleOf('projectVariables/A#Db')] },
    );
    expect(diff(own, there, strict).errors.length).toBeGreaterThan(0);
    expect(diff(own, there, ignoring).errors).toEqual([]);
  });

  it('is in its place afterwards: a step between others, and a step that SourceOnly would remove', () => {
    const own = from(both(bare, step('One', '1'), step('Two', 'new'), step('Three', '3')));
    const there = to(both(bare, step('Own', 'o'), step('One', 'old'), step('Two', 'own')));
    const changeset = diff(
      own,
      there,
      given([ruleOf('deploymentProcesses/A#Two'), ruleOf('deploymentProcesses/A#Own')], {
        processCloningOption: 'SourceOnly',
      }),
    );
    const steps = documentAfter(changeset, there, 'deploymentProcesses', ['A'])['Steps'] as readonly {
      readonly Name: string;
      readonly Actions: readonly { readonly Properties: Record<string, string> }[];
    }[];
    expect(
      steps.map(({ Name, Actions }) => `${Name}: ${Object.values(Actions[0]?.Properties ?? {}).join('')}`),
    ).toEqual(['One: 1', 'Two: own', 'Three: 3', 'Own: o']);
    expect(changeset.changes.flatMap(({ warnings }) => warnings)).toEqual([]);
  });

  it('blocks what needs it, where it is new', () => {
    const own = from((built) => built.lifecycle('Fast', ['Test']).project('A', { LifecycleId: 'Fast' }));
    const more = { ...select, lifecycles: 'all' };
    const rules = { ignore: [ruleOf('lifecycles/Fast', { side: 'any' })] };
    const changeset = diff(
      own,
      to((built) => built),
      settings(follows, more, rules),
    );
    expect(ignoredIn(changeset)).toEqual(['lifecycles/Fast (new)']);
    expect(changeset.blocked.map(({ id }) => id)).toContain('projects/A');
  });

  it('takes what belongs to it along, where all of it is new', () => {
    const changeset = diff(
      from(bare),
      to((built) => built),
      given([ruleOf('projects/A', { side: 'any' })]),
    );
    expect(changeset.changes).toEqual([]);
    expect(changeset.skipped.map(({ id }) => id)).toContain('projectVariables/A');
  });

  it('is nothing where it says the same', () => {
    const rules = [
      'projects/A',
      'deploymentProcesses/A#Deploy',
      'projectVariables/A#Db',
      'tenants/*#/ProjectEnvironments',
    ];
    const same = both(bare, step('Deploy', 'x'), (built) => built.variable('Db', '1').secret('Password').tenant('T'));
    const changeset = diff(from(same), to(same), given(rules.map((at) => ruleOf(at))));
    expect([changeset.changes, changeset.ignored, changeset.warnings]).toEqual([[], [], []]);
  });

  it('is counted, and a rule about nothing is a warning', () => {
    const rules = [ruleOf('projects/A#/Description'), ruleOf('projects/B#/Description')];
    const { summary, warnings } = diff(from(says('new')), to(says('own')), given(rules));
    expect(summary['projects']?.ignored).toBe(1);
    expect(warnings).toEqual([
      'The rule of ignore "projects/B#/Description" (octosync.yml:9) matches nothing of what is selected.',
    ]);
  });

  it.each([
    ['a name', 'projects/*#/Name', {}],
    ['the name of what is renamed', 'projects/*#/Name', { renames: 'follow' }],
    ['a slug', 'projects/A#/Slug', {}],
  ])('and so is a rule that can have no effect, about %s (rules ignore-unmatched)', (_what, at, more) => {
    const slug = { Slug: 'a' };
    const source = space('dev')
      .environments('Test', 'Prod')
      .project('A', { Description: 'new', ...slug })
      .build();
    const there = space('prod')
      .environments('Test', 'Prod')
      .project('renames' in more ? 'B' : 'A', slug)
      .build();
    const withRule = diff(source, there, given([ruleOf(at)], more));
    expect(withRule.changes).toEqual(diff(source, there, given([], more)).changes);
    expect(withRule.warnings).toEqual([
      expect.stringContaining(`The rule of ignore "${at}" (octosync.yml:9) can have no effect: by its name`),
    ]);
  });

  it('but not one about a name whose letters differ: that stays as the destination has it', () => {
    const [source, there] = ['shop', 'Shop'].map((name, index) =>
      space(['dev', 'prod'][index] ?? '')
        .environments('Test', 'Prod')
        .project(name, {})
        .build(),
    );
    if (!source || !there) throw new Error('two spaces are built');
    expect(diff(source, there, given()).changes.map(({ id }) => id)).toEqual(['projects/Shop']);
    const changeset = diff(source, there, given([ruleOf('projects/Shop#/Name')]));
    expect([changeset.changes, changeset.warnings]).toEqual([[], []]);
    expect(ignoredIn(changeset)).toEqual(['projects/Shop: field "name"']);
  });

  it('but not a rule with such a field below a name of its own, or with wildcards', () => {
    const rules = ['projects/A#/*', 'deploymentProcesses/A#/Steps/*/Name'].map((at) => ruleOf(at));
    const same = both(bare, step('Deploy', 'x'));
    expect(diff(from(same), to(same), given(rules)).warnings).toEqual([]);
  });

  it('is judged by the first rule about it', () => {
    const rules = [ruleOf('projects/A#/Description', { reason: 'First' }), ruleOf('projects/*#/Description')];
    const { ignored = [] } = diff(from(says('new')), to(says('own')), given(rules));
    expect(ignored.map(({ why }) => why)).toEqual(['First']);
  });

  it('of a switched part that is written later stays as well', () => {
    const [own, there] = [
      from(both(bare, (built) => built.tenant('T', { A: ['Test'] }))),
      to(both(bare, (built) => built.tenant('T', { A: ['Prod'] }))),
    ];
    expect(diff(own, there, given()).changes.map(({ id }) => id)).toEqual(['tenants/T#projects']);
    const changeset = diff(own, there, given([ruleOf('tenants/T#/ProjectEnvironments/A')]));
    expect(changeset.changes).toEqual([]);
    expect(ignoredIn(changeset)).toEqual(['tenants/T: projects']);
    const whole = diff(own, there, given([ruleOf('tenants/T')]));
    expect(whole.changes).toEqual([]);
    expect(ignoredIn(whole)).toEqual(['tenants/T: projects']);
  });
});

describe('Once the rule is gone', () => {
  const rules = [
    ruleOf('projects/A#/Description'),
    ruleOf('deploymentProcesses/A#Deploy', { side: 'any' }),
    ruleOf('projectVariables/A#Db*', { side: 'any' }),
    ruleOf('channels/A/Beta', { side: 'any' }),
  ];
  const changed = from(
    both(
      says('new'),
      (built) => built.channel('Beta'),
      step('Deploy', 'new'),
      (built) => built.variable('Db', 'new').variable('Db2', 'more'),
    ),
  );
  const before = both(says('old'), step('Deploy', 'old'), (built) => built.variable('Db', 'old'));
  const all = [
    'update projects/A',
    'create channels/A/Beta',
    'update deploymentProcesses/A',
    'update projectVariables/A',
  ];

  it('what the source has changed since the base comes', () => {
    const there = to(before);
    const first = syncOnce(changed, there, given(rules), { snapshot: from(before), open: [] });
    expect(first.changeset.changes).toEqual([]);
    const again = syncOnce(changed, first.destination, given(rules), first.base);
    expect(again.changeset.changes).toEqual([]);
    expect(again.changeset.ignored?.length).toBe(first.changeset.ignored?.length);
    expect(again.changeset.ignored?.every((entry) => entry.again !== undefined)).toBe(true);
    const second = syncOnce(changed, again.destination, given(), again.base);
    expect(
      verdicts(second.changeset)
        .filter((one) => /^(create|update) /.test(one))
        .sort(),
    ).toEqual(all.toSorted());
    expect(second.changeset.conflicts).toEqual([]);
    expect(variablesAfter(second.changeset, there, 'A')).toEqual(['Db = new', 'Db2 = more']);
    expect(stepsIn(second.destination, 'A')).toEqual(['Deploy']);
  });

  it('without a base, what was never looked at comes as at a first sync', () => {
    const there = to(before);
    const first = syncOnce(changed, there, given(rules));
    expect(first.changeset.changes).toEqual([]);
    const second = syncOnce(changed, first.destination, given(), first.base);
    expect(
      verdicts(second.changeset)
        .filter((one) => /^(create|update) /.test(one))
        .sort(),
    ).toEqual(all.toSorted());
  });

  it('what the destination has its own way is still its own', () => {
    const here = both(says('own'), step('Deploy', 'old'), (built) => built.variable('Db', 'old'));
    const first = syncOnce(from(before), to(here), given(rules), { snapshot: from(before), open: [] });
    expect(first.changeset.ignored?.map(({ since }) => since)).toEqual(['destination']);
    const second = syncOnce(from(before), first.destination, given(), first.base);
    expect(second.changeset.changes).toEqual([]);
  });
});

describe('The day', () => {
  const [own, there] = [from(says('new')), to(says('own'))];
  const told = (today: string, until?: string) =>
    diff(own, there, given([ruleOf('projects/A#/Description', until === undefined ? {} : { until })]), { today });

  it('is in the changeset only where a rule ends, and not in its digest', () => {
    expect(told('2027-01-01').today).toBeUndefined();
    const [one, other] = [told('2027-01-01', '2027-03-01'), told('2027-01-02', '2027-03-01')];
    expect([one.today, other.today]).toEqual(['2027-01-01', '2027-01-02']);
    expect(one.digest).toBe(other.digest);
    expect(one.ignored?.[0]?.until).toBe('2027-03-01');
  });
});
