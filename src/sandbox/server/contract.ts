import { readFileSync } from 'node:fs';
import { packageFile } from '../../model/package-file.js';

/** What the vendor's contract says a value must be. */
export type Shape =
  | { readonly is: 'any' | 'boolean' | 'integer' | 'secret' | 'textOrSecret' }
  | { readonly is: 'string'; readonly min?: number; readonly max?: number }
  | { readonly is: 'enum'; readonly of: readonly string[] }
  | { readonly is: 'list' | 'map'; readonly of: Shape }
  | {
      readonly is: 'variant';
      /** The member whose value decides which members there are. */
      readonly by: string;
      readonly members: Readonly<Record<string, Shape>>;
      readonly variants: Readonly<Record<string, Readonly<Record<string, Shape>>>>;
    }
  | { readonly is: 'object'; readonly members: Readonly<Record<string, Shape>>; readonly required?: readonly string[] };

export interface RequestContract {
  /** Every member a body may have; those that are not writable are accepted and ignored. */
  readonly members: Readonly<Record<string, Shape>>;
  readonly writable: readonly string[];
  readonly required: readonly string[];
}

export interface CollectionContract {
  readonly create?: RequestContract;
  readonly update: RequestContract;
  /** PUT on the route below a project, where that has a body of its own. */
  readonly viaProject?: RequestContract;
  /** Members that only resources of one type have: the value of `field` (`FeedType`) → members. */
  readonly variants?: {
    readonly field: string;
    readonly members: Readonly<Record<string, Readonly<Record<string, Shape>>>>;
  };
  /** How a body calls the resource's own ID, besides `Id`. */
  readonly ownId: string;
  /** The members that answers have. */
  readonly readable: readonly string[];
  /** Whether `/all` exists. */
  readonly hasAll: boolean;
  readonly defaultTake: number;
}

/** A request's contract with the members that only its type of resource has (`FeedType: "Docker"`). */
export const forVariant = (
  { variants }: CollectionContract,
  contract: RequestContract,
  type: unknown,
): RequestContract => {
  if (!variants || typeof type !== 'string') return contract;
  const [, members = {}] =
    Object.entries(variants.members).find(([name]) => name.toLowerCase() === type.toLowerCase()) ?? [];
  return {
    ...contract,
    members: { ...contract.members, ...members },
    writable: [...contract.writable, ...Object.keys(members)],
  };
};

export type Generation = '2020.5' | '2026';
export type Contract = Readonly<Record<string, CollectionContract>>;

/** Which generation of the contract a server of a version (`2018.11.2`, `2026.3.1`) follows. */
export const generationOf = (version: string): Generation => (Number(version.split('.')[0]) < 2022 ? '2020.5' : '2026');

const load = (generation: Generation): Contract =>
  JSON.parse(readFileSync(packageFile(`src/sandbox/server/contract/${generation}.json`), 'utf8')) as Contract;

const loaded = new Map<Generation, Contract>();

/** The contract of a generation; read from disk when it is first asked for. */
export const contractOf = (generation: Generation): Contract => {
  const contract = loaded.get(generation) ?? load(generation);
  loaded.set(generation, contract);
  return contract;
};
