import { describe, expect, it } from 'vitest';
import { verify } from '../../src/apply/verify.js';
import { typesInGit, type ResourceType } from '../../src/catalogue/index.js';
import type { Changeset } from '../../src/changeset/changeset.js';
import { entryLists } from '../../src/changeset/format.js';
import { diff } from '../../src/diff/index.js';
import { compare } from '../../src/diff/patch/compare.js';
import type { SpaceSnapshot } from '../../src/model/item.js';
import { octopus } from '../../src/octopus/index.js';
import type { GivenSettings } from '../../src/settings/settings.js';
import { applied, changesetOf, inGit as servedInGit } from '../apply/git/fixture.js';
import { atLeastOne } from '../builders/at-least-one.js';
import { settings, space, type SpaceBuilder } from '../builders/space.js';

/*
 * What a project keeps in Git and could not be read there may be there, or not: nowhere is it reported as absent, and nothing is written for
 * it (rules git-unread). What other projects have is told as ever.
 */

const names = typesInGit.map(({ name }) => name);

/** Two projects alike: a document of each type that may be in Git. */
const both = (of: SpaceBuilder): SpaceBuilder =>
  ['Read', 'Unread'].reduce(
    (so, name) =>
      so
        .project(name)
        .step('Deploy')
        .deploymentSettings({ ReleaseNotesTemplate: 'Notes' })
        .variable('Port', '80')
        .item('projectGitVariables', [name], { Variables: [{ Name: 'Port', Value: '80' }] })
        .channel('Beta')
        .runbook('Restart')
        .step('Stop'),
    of,
  );

/** Projects without anything of these types. */
const bare = (of: SpaceBuilder): SpaceBuilder => of.project('Read').channel('Beta').project('Unread').channel('Beta');

const unread = (of: SpaceBuilder, project = 'Unread'): SpaceBuilder => of.unreadInGit(project, 'no such ref', ...names);

const all = (more: GivenSettings = {}) => settings({}, { projects: 'all', channels: 'all', runbooks: 'all' }, more);

/** Every list of a changeset, by the item that an entry or a change is about. */
const idsIn = (changeset: Changeset): Readonly<Record<string, readonly string[]>> =>
  Object.fromEntries(
    (['changes', ...entryLists] as const).map((list) => [list, (changeset[list] ?? []).map(({ id }) => id)]),
  );

/** What of the types in Git is said of a project. */
const saidOf = (changeset: Changeset, project: string): readonly string[] =>
  Object.entries(idsIn(changeset)).flatMap(([list, ids]) =>
    ids
      .filter((id) => names.some((type) => id === `${type}/${project}` || id.startsWith(`${type}/${project}/`)))
      .map((id) => `${list} ${id}`),
  );

const base = (snapshot: SpaceSnapshot) => ({ snapshot, open: [] });
const [dev, prod] = [(): SpaceBuilder => space('dev'), (): SpaceBuilder => space('prod')];

describe('What the source could not read in Git', () => {
  it.each([
    ['without a base', undefined],
    ['with a base that has it', base(both(dev()).build())],
    ['with a base that could not read it either', base(unread(both(dev())).build())],
  ])('is in no list, %s', (_, found) => {
    const changeset = diff(unread(both(dev())).build(), both(prod()).build(), all(), {}, found);
    expect(saidOf(changeset, 'Unread')).toEqual([]);
    expect(changeset.warnings.filter((says) => says.includes('"Unread"'))).toEqual([
      'The snapshot of the source does not hold what project "Unread" keeps in Git: no such ref',
    ]);
  });

  it('is no reason to be silent about other projects', () => {
    const source = unread(bare(dev())).build();
    expect(saidOf(diff(source, both(prod()).build(), all()), 'Read')).toEqual(['only runbooks/Read/Restart']);
    const removed = diff(source, both(prod()).build(), all(), {}, base(both(dev()).build()));
    expect(saidOf(removed, 'Read')).toContain('removed runbooks/Read/Restart');
    expect(saidOf(removed, 'Unread')).toEqual([]);
  });

  it('is not absent under the name that a mapping gives the project', () => {
    const map = { map: { projects: [{ from: 'Unread', to: ['Child A', 'Child B'], origin: 'flag' }] } };
    const there = prod().project('Child A').runbook('Restart').project('Child B').runbook('Restart').project('Read');
    const changeset = diff(unread(both(dev())).build(), there.build(), all(map));
    expect(changeset.only).toEqual([]);
  });

  it('keeps its base', () => {
    const changeset = diff(unread(both(dev())).build(), both(prod()).build(), all(), {}, base(both(dev()).build()));
    const kept = changeset.keeps?.filter(({ base: document }) => document !== null).map(({ id }) => id) ?? [];
    expect(kept).toEqual(expect.arrayContaining(['deploymentProcesses/Unread', 'runbooks/Unread/Restart']));
  });
});

describe('What the destination could not read in Git', () => {
  it.each([
    ['without a base', undefined],
    ['with a base that has it', base(both(dev()).build())],
  ])('is blocked, and neither made nor gone, %s', (_, found) => {
    const changeset = diff(both(dev()).build(), unread(both(prod())).build(), all(), {}, found);
    const said = saidOf(changeset, 'Unread');
    expect(said.filter((one) => !one.startsWith('blocked '))).toEqual([]);
    expect(said).toContain('blocked deploymentProcesses/Unread');
    expect(changeset.warnings.filter((says) => says.includes('"Unread"'))).toHaveLength(1);
    expect(saidOf(changeset, 'Read').filter((one) => one.startsWith('blocked'))).toEqual([]);
  });

  it('may have what a scope names: it is not widened', () => {
    const source = (of: SpaceBuilder) =>
      of
        .project('Unread')
        .step('Deploy')
        .variable('Port', '80', { Action: ['Deploy'] })
        .project('Read')
        .step('Deploy');
    const there = source(prod()).unreadInGit('Unread', 'no such ref', 'deploymentProcesses');
    there.item('projectVariables', ['Unread'], { Variables: [] });
    const changeset = diff(source(dev()).build(), there.build(), all());
    expect(changeset.changes.map(({ id }) => id)).not.toContain('projectVariables/Unread');
    expect(changeset.blocked.map(({ id }) => id)).toContain('deploymentProcesses/Unread');
  });

  it('is that of the project under its new name, too', () => {
    const [from, to] = [dev(), prod()].map((of, index) =>
      of
        .project(index === 0 ? 'New name' : 'Old name', { Slug: 'web' })
        .step('Deploy')
        .runbook('Restart')
        .step('Stop'),
    );
    const changeset = diff(
      from?.build() ?? dev().build(),
      to?.unreadInGit('Old name', 'no such ref', ...names).build() ?? prod().build(),
      settings({ renames: 'follow' }, { projects: 'all', runbooks: 'all' }),
    );
    const made = changeset.changes.filter(({ action }) => action === 'create').map(({ id }) => id);
    expect(made).toEqual([]);
  });
});

describe.each(atLeastOne(typesInGit))('$name, compared between two snapshots', ({ name }: ResourceType) => {
  it.each([
    ['the older one', unread(both(prod())).build(), both(prod()).build()],
    ['the newer one', both(prod()).build(), unread(both(prod())).build()],
    ['both', unread(both(prod())).build(), unread(both(prod())).build()],
  ])('is neither made nor removed, where %s could not read it', (which, older, newer) => {
    const comparison = compare(older, newer);
    expect(comparison.changes).toEqual([]);
    expect(comparison.warnings).toHaveLength(which === 'both' ? 2 : 1);
    expect(comparison.warnings[0]).toMatch(/what project "Unread" keeps in Git: no such ref/);
  });

  it('is compared of every other project', () => {
    const comparison = compare(unread(both(prod())).build(), unread(bare(prod())).build());
    expect(comparison.changes.filter(({ names: of, type }) => of[0] === 'Read' && type === name)).not.toEqual([]);
    expect(
      comparison.changes.filter(({ names: of, type }) => of[0] === 'Unread' && names.some((one) => one === type)),
    ).toEqual([]);
  });
});

describe('What verify cannot read in Git', () => {
  it('is an error, and not what differs', async () => {
    const s = await servedInGit();
    await applied(s, changesetOf(s));
    s.repository.unreachable = 'The remote hung up.';
    const client = octopus({ url: s.instance.url, apiKey: 'API-TEST', retries: 0 });
    const verified = verify(changesetOf(s), client, { space: 'Default', progress: () => undefined });
    await expect(verified).rejects.toThrow(/nobody knows what is there: .*project "Web".*hung up/);
  });
});
