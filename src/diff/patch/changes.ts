import { typeNamed } from '../../catalogue/index.js';
import type { Change } from '../../changeset/changeset.js';
import type { PlannedWrite } from '../plan/planned.js';
import { outlined } from './outline.js';
import { makePatch } from './patch.js';

/** The changes that bring about what is planned: an update says only where its document differs. */
export const changesOf = (writes: readonly PlannedWrite[]): readonly Change[] =>
  writes.map((write) => {
    if (write.action === 'create') return write;
    const { first = [], before, after, ...change } = write;
    const { fields } = typeNamed(write.type);
    const patch = [...first, ...makePatch(fields, before, after)];
    return { ...change, patch, ...outlined(fields, after, patch) };
  });
