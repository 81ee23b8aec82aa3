import { typeNamed } from '../../catalogue/index.js';
import type { Change } from '../../changeset/changeset.js';
import { UsageError } from '../../model/errors.js';
import type { Progress } from '../../model/progress.js';
import type { OctopusClient, Space } from '../../octopus/index.js';
import type { Granted } from './granted.js';

/**
 * Compares what the changes need with what the API key's user may do (octopus-api user-permissions), before the first
 * write. Throws UsageError that names every permission that is missing. Where the server does not say, or grants a
 * permission only in certain environments, projects or tenants, that is reported and the server decides.
 */
export const checkPermissions = (
  changes: readonly Change[],
  granted: Granted | undefined,
  { client, space }: { readonly client: OctopusClient; readonly space: Space },
  progress: Progress,
): string | undefined => {
  const note = (says: string): void => progress({ kind: 'note', says });
  if (granted === undefined) {
    note('The server does not say what this API key may do: permissions were not checked beforehand.');
    return undefined;
  }
  const needed = neededFor(changes);
  const missing = [...needed].filter(([permission]) => granted.has(permission) === 'no');
  if (missing.length > 0) {
    throw new UsageError({
      what: `The API key of "${granted.user}" lacks what the changeset needs in space "${space.name}": ${missing.map(inWords).join('; ')}. Nothing was written.`,
      where: client.url,
      remedy:
        'Give its team a role with these permissions, or use another key. --no-permission-check leaves it to the server.',
    });
  }
  for (const one of [...needed].filter(([permission]) => granted.has(permission) === 'in-places'))
    note(`The API key has a permission only in certain environments, projects or tenants: ${inWords(one)}.`);
  return granted.user;
};

const inWords = ([permission, ids]: readonly [string, readonly string[]]): string => {
  const [first = ''] = ids;
  return `${permission} (${first}${ids.length > 1 ? ` and ${ids.length - 1} more` : ''})`;
};

const actionsNeed = { create: 'create', update: 'edit', delete: 'delete' } as const;

/** The ids of the changes that need each permission; what goes with a thing that is deleted needs none of its own. */
const neededFor = (changes: readonly Change[]): ReadonlyMap<string, readonly string[]> => {
  const needed = new Map<string, string[]>();
  for (const { id, type, action } of changes) {
    const {
      writing: { permission },
      merging: { bornWithParent },
    } = typeNamed(type);
    if (!permission) continue;
    // What is born with its parent is filled, not created.
    const asked = action === 'create' && bornWithParent ? 'edit' : actionsNeed[action];
    const name = permission[asked] ?? permission.edit;
    needed.set(name, [...(needed.get(name) ?? []), id]);
  }
  return needed;
};
