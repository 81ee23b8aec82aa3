import { contractMembers } from './contract-members.js';
import type { ResourceType } from './vocabulary.js';

/** What the vendor's contract says of the documents of a type, on servers of a version (rules version-sub-types). */
export interface KnownMembers {
  readonly members: ReadonlySet<string>;
  /** What no create or update does without. */
  readonly required: ReadonlySet<string>;
  /** Of the objects inside, by where they stand: `Steps.Actions`. */
  readonly inside: ReadonlyMap<string, ReadonlySet<string>>;
}

/** Which of the two generations of the contract a server of a version follows. */
const generationOf = (version: string): string => (Number(version.split('.')[0]) < 2022 ? '2020.5' : '2026');

/** Undefined where the contract does not describe the documents of the type, one by one. */
export const contractMembersOf = (
  { reading: { path, listing } }: ResourceType,
  version: string,
  kind: string | undefined,
): KnownMembers | undefined => {
  const contract = contractMembers[generationOf(version)]?.[path];
  if (!contract || !['all', 'pages', 'ofOwner', 'ofParent'].includes(listing.kind)) return undefined;
  const ofKind = kind === undefined ? '' : (contract.ofKind?.[kind] ?? '');
  return {
    members: new Set([...contract.members.split(' '), ...ofKind.split(' ')]),
    required: new Set(contract.required.split(' ')),
    inside: new Map(
      Object.entries(contract.inside ?? {}).map(([at, members]) => [at, new Set(members.split(' '))] as const),
    ),
  };
};
