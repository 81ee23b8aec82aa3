import { readFile } from 'node:fs/promises';
import { expect, it } from 'vitest';
import { rooms, roomsPicture, withRooms } from '../../scripts/rooms.js';

it('docs/contributing.md draws the rooms as lint has them: node scripts/rooms-picture.js', async () => {
  const text = await readFile(new URL('../../docs/contributing.md', import.meta.url), 'utf8');
  expect(text).toContain(roomsPicture(rooms()));
  expect(text).toBe(withRooms(text, roomsPicture(rooms())));
});

it('an arrow goes from what is imported to the room that imports it; model is left out', () => {
  const mayImport = new Map([
    ['model', []],
    ['naming', ['model']],
    ['snapshot', ['model', 'naming']],
    ['sandbox/server', ['model']],
  ]);
  expect(roomsPicture(mayImport).split('\n').slice(2, -1)).toEqual(['  naming --> snapshot', '  sandbox-server']);
});
