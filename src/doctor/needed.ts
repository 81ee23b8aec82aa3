import { allTypes, parentOf, storedTypes, typesNeededFor, type ResourceType } from '../catalogue/index.js';
import { compareVersions } from '../model/versions.js';
import { chosen } from '../settings/chosen.js';
import type { SyncSettings } from '../settings/settings.js';
import type { Needed } from './finding.js';
import type { PartIn } from './visit.js';

/**
 * The permissions that an instance's part in its syncs needs, as the catalogue declares them: to read what is selected and
 * all that it may refer to, and on the destination to write what is selected. The rest of a snapshot and what may come along
 * are nice to have. In no sync, all of a snapshot is needed, and nothing is sure to be written.
 */
export const neededFor = (syncs: readonly PartIn[], version: string | undefined): readonly Needed[] => {
  const selected = (as?: PartIn['as']): readonly ResourceType[] =>
    allTypes.filter((type) => syncs.some((part) => (as ?? part.as) === part.as && isSelected(type, part.settings)));
  const mustRead = new Set(syncs.length === 0 ? storedTypes : typesNeededFor(selected().map(({ name }) => name)));
  const mustWrite = new Set(selected('destination'));
  const mayWrite = new Set(syncs.length === 0 ? storedTypes : alongWith(syncs));
  return allTypes
    .filter((type) => isKnownTo(version, type))
    .flatMap((type) => [
      ...toRead(type, mustRead.has(type)),
      ...(mustWrite.has(type) || mayWrite.has(type) ? toWrite(type, mustWrite.has(type)) : []),
    ]);
};

const isKnownTo = (version: string | undefined, { reading: { since } }: ResourceType): boolean =>
  since === undefined || version === undefined || compareVersions(version, since) >= 0;

const toRead = ({ name: type, reading: { permission }, lookupOnly }: ResourceType, isMust: boolean) =>
  permission === undefined || lookupOnly ? [] : [{ permission, type, to: 'read', isMust } as const];

const toWrite = (
  { name: type, writing: { permission }, merging }: ResourceType,
  isMust: boolean,
): readonly Needed[] => {
  if (!permission) return [];
  // What is born with its parent is filled, not created.
  const names = merging.bornWithParent ? [permission.edit] : [permission.create, permission.edit];
  return [...new Set(names)].map((name) => ({ permission: name, type, to: 'write', isMust }));
};

/** Whether a sync selects anything of a type: by a filter of its own, or along with what it belongs to. */
const isSelected = (type: ResourceType, settings: SyncSettings): boolean => {
  const { how, withFilterOf } = type.selecting;
  const filter = settings.select[withFilterOf ?? type.name]?.value ?? [];
  const hasFilter = filter.some((item) => !item.startsWith('!'));
  const parent = parentOf(type);
  const isParentSelected = parent !== undefined && isSelected(parent, settings);
  switch (how) {
    case 'byFilter':
      return hasFilter;
    case 'withParent':
      return isParentSelected;
    case 'withParentByFilter':
      return isParentSelected && hasFilter;
  }
};

/** What may come along to the destination with what is selected, because that needs it. */
const alongWith = (syncs: readonly PartIn[]): readonly ResourceType[] =>
  syncs
    .filter(({ as, settings }) => as === 'destination' && chosen(settings, 'dependencies') === 'include')
    .flatMap(({ settings }) =>
      typesNeededFor(allTypes.filter((type) => isSelected(type, settings)).map(({ name }) => name)),
    );
