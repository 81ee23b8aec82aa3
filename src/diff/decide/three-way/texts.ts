import { diff3Merge } from 'node-diff3';
import type { JsonValue } from '../../../model/json.js';
import type { Sides } from './table.js';

/**
 * What both sides together say of a text of several lines, where they changed other lines of it (rules three-way-merge); undefined
 * where they changed the same, or where it is no such text.
 */
export const mergedText = ({ base, source, destination }: Sides<JsonValue>): string | undefined => {
  if (typeof base !== 'string' || typeof source !== 'string' || typeof destination !== 'string') return undefined;
  if (![base, source, destination].every((text) => text.includes('\n'))) return undefined;
  const [ours, original, theirs] = [destination, base, source].map((text) => text.split('\n'));
  const regions = diff3Merge(ours ?? [], original ?? [], theirs ?? [], { excludeFalseConflicts: true });
  if (regions.some((region) => region.conflict !== undefined)) return undefined;
  return regions.flatMap((region) => region.ok ?? []).join('\n');
};
