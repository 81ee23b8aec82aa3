import type { Entry } from '../../changeset/changeset.js';

/** The item at the top that a change or entry belongs to: parts of an item (`projects/OctoFX#logo`) go with it. */
export const rootNamed = ({ id, owner }: Pick<Entry, 'id' | 'owner'>): string => owner ?? id.replace(/#.*$/, '');
