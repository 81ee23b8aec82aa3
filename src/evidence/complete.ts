import { BlockedError } from '../model/errors.js';
import { parts, type Part } from './format.js';
import type { Manifest } from './manifest.js';

/** Throws BlockedError where a bundle lacks what everybody has who approves, applies and verifies. */
export const refuseIncomplete = ({ missing }: Manifest, where: string): void => {
  const optional = new Set(parts.filter(({ isOptional }: Part) => isOptional).map(({ name }) => name));
  const lacking = missing.filter(({ name }) => !optional.has(name));
  if (lacking.length === 0) return;
  throw new BlockedError({
    what: `The bundle is not complete: ${lacking.map(({ name }) => name).join(', ')} missing.`,
    where,
    details: lacking.map(({ name, why }) => `${name}: ${why}`),
    remedy: 'Do what leaves these files (approve, apply, verify), and bundle again.',
  });
};
