import { describe, expect, it } from 'vitest';
import { tryChange } from '../../../src/apply/trial/try-change.js';
import { typeNamed } from '../../../src/catalogue/index.js';
import type { UpdateChange } from '../../../src/changeset/changeset.js';
import { changesOf } from '../../../src/diff/patch/changes.js';
import type { JsonObject } from '../../../src/model/json.js';

const type = typeNamed('deploymentProcesses');
const steps = (...names: readonly string[]): JsonObject => ({ Steps: names.map((Name) => ({ Name, Actions: [] })) });

/** Of Build and Deploy: Test comes between them. No `test` says where they stand: only the outline does. */
const [change] = changesOf([
  {
    ...{ action: 'update', id: 'deploymentProcesses/A', type: 'deploymentProcesses', names: ['A'], order: 1 },
    ...{ dependsOn: [], reasons: [], warnings: [], cleanUp: [] },
    ...{ before: steps('Build', 'Deploy'), after: steps('Build', 'Test', 'Deploy') },
  } as never,
]) as readonly [UpdateChange];

describe('A step that is added stands where it was reviewed (rules review-positions)', () => {
  it.each([
    ['the steps are those of the snapshot', ['Build', 'Deploy'], 'applies'],
    ['… in other letters', ['build', 'Deploy '], 'applies'],
    ['it is there already', ['Build', 'Test', 'Deploy'], 'already-applied'],
    ['another one was put before them', ['Notify', 'Build', 'Deploy'], 'drift'],
    ['another one was put after them', ['Build', 'Deploy', 'Notify'], 'drift'],
    ['one of them is gone', ['Build'], 'drift'],
    ['they have changed places', ['Deploy', 'Build'], 'drift'],
  ])('%s', (_what, names, kind) => {
    const trial = tryChange(type, change, steps(...names));
    expect(trial).toMatchObject({ kind, ...(kind === 'drift' && { pointers: ['/Steps'] }) });
  });
});
