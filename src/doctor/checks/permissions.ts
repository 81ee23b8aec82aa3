import { nounsOf } from '../../catalogue/called.js';
import { listed } from '../../model/sentences.js';
import type { Found, LookedFor, Mark, Needed } from '../finding.js';
import { neededFor } from '../needed.js';
import type { Visit } from '../visit.js';

/** Whether the key may read, or write, what the syncs need. */
export const checkPermissions =
  (to: Needed['to']) =>
  async (visit: Visit): Promise<Found> => {
    const { patient, root, granted, space } = visit;
    const version = await root().then(
      (found) => found.version,
      () => undefined,
    );
    const needed = neededFor(patient.syncs, version).filter((one) => one.to === to);
    if (needed.length === 0) return { mark: 'right', says: 'No sync writes here.', permissions: [] };
    const has = await granted();
    if (has === undefined)
      return {
        mark: 'attention',
        says: 'The server does not say what this key may do.',
        remedy: 'Give its user the role that reads users, or find out in apply --dry-run.',
      };
    const permissions = needed.map((one) => ({ ...one, granted: has.has(one.permission) }));
    return said(permissions, to, { user: has.user, space: (await space()).name });
  };

const said = (
  permissions: readonly LookedFor[],
  to: Needed['to'],
  { user, space }: { readonly user: string; readonly space: string },
): Found => {
  const missing = permissions.filter(({ granted }) => granted === 'no');
  const [must, may] = [missing.filter(({ isMust }) => isMust), missing.filter(({ isMust }) => !isMust)];
  const restricted = permissions.filter(({ granted }) => granted === 'in-places');
  const mark: Mark = must.length > 0 ? 'wrong' : may.length + restricted.length > 0 ? 'attention' : 'right';
  if (mark === 'right') return { mark, says: `May ${to} all that is needed: ${typesOf(permissions)}.`, permissions };
  const more =
    must.length > 0
      ? 'and, though no sync is sure to need it,'
      : `May not ${to} all, though no sync is sure to need it:`;
  const parts = [
    ...(must.length > 0 ? [`Lacks ${inWords(must)}`] : []),
    ...(may.length > 0 ? [`${more} ${inWords(may)}`] : []),
    ...(restricted.length > 0 ? [`In certain environments, projects or tenants only: ${inWords(restricted)}`] : []),
  ];
  const asked = new Set([...missing, ...restricted].map(({ permission }) => permission)).size === 1 ? 'it' : 'these';
  const how = missing.length === 0 ? `${asked} without restrictions` : asked;
  const remedy = `Give a team of "${user}" a role with ${how} in space "${space}".`;
  return { mark, says: `${parts.join('; ')}.`, remedy, permissions };
};

const typesOf = (permissions: readonly LookedFor[]): string => {
  const count = new Set(permissions.map(({ type }) => type)).size;
  return `${count} ${count === 1 ? 'type' : 'types'}`;
};

/** `TenantView (tenants and tenant variables), ProjectView (projects)`. */
const inWords = (permissions: readonly LookedFor[]): string =>
  [...new Set(permissions.map(({ permission }) => permission))]
    .map((name) => {
      const types = permissions.filter(({ permission }) => permission === name).map(({ type }) => nounsOf(type));
      return `${name} (${listed(types)})`;
    })
    .join(', ');
