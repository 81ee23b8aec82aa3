import '../builders/fixed-seed.js';
import fc from 'fast-check';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { emptySpace, sharedOf, startSandbox } from '../../src/sandbox/server/index.js';
import { atLeastOne } from '../builders/at-least-one.js';
import { takenFiles } from '../builders/taken-files.js';
import { edits, editedServer, type EditName } from './server-edits.js';
import { take } from './take.js';

const version = '2026.3.1';

const serve = () =>
  startSandbox([
    {
      ...{ name: 'x', version, installationId: 'x', apiKey: 'API-X', idOffset: 100, shared: sharedOf(version) },
      spaces: [{ id: 'Spaces-1', name: 'Default', documents: emptySpace(version) }],
    },
  ]);

/** What a space has before anybody edits it: enough for each kind of edit. */
const founded: readonly (readonly [EditName, number])[] = [
  ...[0, 1, 2].map((nth) => ['make an environment', nth] as const),
  ...[0, 1, 2, 3].map((nth) => ['make a project', nth] as const),
  ...[0, 1, 2, 3].map((nth) => ['make a tenant', nth] as const),
  ...[0, 1, 2, 3].map((nth) => ['give a value of a project', nth] as const),
  ['give a project a picture', 1],
  ['give a tenant a picture', 2],
];

const isLong = process.env['OCTOSYNC_LONG'] === '1';

/** Most that is read again is read for these: no list says that they changed. */
const unlisted: readonly EditName[] = [
  'change what only settings have',
  'give a value of a library set',
  'give a value of a project',
  'take values away',
];

const round = fc.array(
  fc.record({
    edit: fc.constantFrom(...(Object.keys(edits) as EditName[]), ...unlisted, ...unlisted),
    pick: fc.nat({ max: 255 }),
  }),
  { minLength: 1, maxLength: 8 },
);

describe('An incremental snapshot (rules again-events, again-pictures)', () => {
  it('has the same bytes as a full one, whatever was edited since', async () => {
    const done = new Map<EditName, number>();
    let takenOver = 0;
    const property = fc.asyncProperty(fc.array(round, { minLength: 2, maxLength: isLong ? 8 : 4 }), async (rounds) => {
      const folder = await mkdtemp(join(tmpdir(), 'octosync-again-'));
      const sandbox = await serve();
      try {
        const [instance] = sandbox.instances;
        if (!instance) throw new Error('One instance was started.');
        const server = editedServer(instance);
        const does = async (name: EditName, pick: number): Promise<void> => {
          if (await edits[name](server, pick)) done.set(name, (done.get(name) ?? 0) + 1);
        };
        await server.send('POST', 'libraryvariablesets', {
          ...{ SpaceId: 'Spaces-1', Name: 'Shared', Templates: [{ Name: 'Colour' }, { Name: 'Size' }] },
        });
        await server.send('POST', 'actiontemplates', {
          SpaceId: 'Spaces-1',
          Name: 'Run',
          ActionType: 'Octopus.Script',
        });
        for (const [name, pick] of founded) await does(name, pick);
        const [one, other] = [join(folder, 'one'), join(folder, 'other')];
        await take(instance, one, 'incremental');
        for (const some of atLeastOne(rounds)) {
          for (const { edit, pick } of some) await does(edit, pick);
          const { notes } = await take(instance, one, 'incremental');
          expect(notes.filter((note) => note.startsWith('Everything was read'))).toEqual([]);
          takenOver += Number(/^(\d+) documents and pictures were taken over/m.exec(notes.join('\n'))?.[1] ?? 0);
          await take(instance, other, 'full');
          expect(await takenFiles(one)).toEqual(await takenFiles(other));
        }
      } finally {
        await sandbox.close();
        await rm(folder, { recursive: true, force: true });
      }
    });
    await fc.assert(property, { numRuns: isLong ? 60 : 5 });
    expect(takenOver).toBeGreaterThan(50);
    expect(isLong ? Object.keys(edits).filter((name) => !done.has(name as EditName)) : []).toEqual([]);
  });
});
