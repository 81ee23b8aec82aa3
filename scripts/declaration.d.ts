export interface KnownCollection {
  readonly path: string;
  readonly reach: 'space' | 'server';
  readonly hasAll: boolean;
  readonly page: { readonly items: string; readonly total: string };
  readonly members: Readonly<Record<string, unknown>>;
}

export const knownCollections: () => ReadonlyMap<string, KnownCollection>;

export const declarationOf: (
  collection: KnownCollection,
  type: { readonly name: string; readonly singular: string; readonly comparedOnly?: boolean },
) => string;
