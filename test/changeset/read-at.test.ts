import { describe, expect, it } from 'vitest';
import type { Changeset } from '../../src/changeset/changeset.js';
import { readAtOf } from '../../src/changeset/commits.js';
import { checkReadAt } from '../../src/changeset/rules/git.js';
import { itemId, type TypeName } from '../../src/model/names.js';

/* Where projects in Git are read of which only the database changes (rules git-read-live). */

const changeOf = (type: TypeName, ...names: readonly string[]) => ({ id: itemId(type, names), type, names });
const channel = changeOf('channels', 'OctoFX', 'Beta');
const process = changeOf('deploymentProcesses', 'Portal');
const environment = changeOf('environments', 'Test');
const changes = [channel, process, environment];

const placeOf = (project: string, ...refs: readonly string[]) => ({ project, refs });
const release = 'refs/heads/release';

describe('Where projects are read', () => {
  it.each([
    ['one that changes in the database', [placeOf('octofx', release)], [placeOf('octofx', release)]],
    ['none of which something becomes a commit', [placeOf('Portal', release)], undefined],
    ['none that does not change, whatever else has its name', [placeOf('Test', release)], undefined],
    ['of two places, the first', [placeOf('OctoFX', 'a'), placeOf('OctoFX', 'b')], [placeOf('OctoFX', 'a')]],
  ])('is said of %s', (_, places, readAt) => {
    expect(readAtOf(changes, (id) => id === process.id, places).readAt).toEqual(readAt);
  });

  it.each([
    ['nothing', undefined, undefined],
    ['where one is read', [placeOf('OctoFX', release)], undefined],
    ['no project', [], 'it lists no project'],
    ['no ref', [placeOf('OctoFX')], 'it is read nowhere'],
    ['a project that does not change', [placeOf('Shop', release)], 'no change is one of that project'],
    ['a project whose commits say so', [placeOf('Portal', release)], 'git says where it is read'],
    [
      'one twice',
      [placeOf('OctoFX', release), placeOf('OctoFX', 'main')],
      'the projects are not in their order, or one is there twice',
    ],
  ])('a changeset says %s', (_, readAt, what) => {
    const git = [{ project: 'Portal', ref: 'refs/heads/main', write: 'branch', changes: [process.id] }];
    const defects = checkReadAt({ changes, git, ...(readAt && { readAt }) } as unknown as Changeset);
    expect(defects.map((defect) => defect.what)).toEqual(what === undefined ? [] : [what]);
  });
});
