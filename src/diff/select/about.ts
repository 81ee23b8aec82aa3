import { findType, parentOf, type ResourceType } from '../../catalogue/index.js';
import type { About } from '../../settings/settings.js';
import { itemId } from '../../model/names.js';

/** What overrides may be matched against: the item's type, and the project or library set it belongs to. */
export const aboutItem = (type: ResourceType, names: readonly string[]): About => {
  const root = rootOf(type).selecting.overriddenAs;
  return { type: type.name, ...(root !== undefined && { [root]: names[0] ?? '' }) };
};

/** The item at the top that an item belongs to, for reviewers: `{ owner: 'projects/OctoFX' }`; nothing for one that stands alone. */
export const ownerOf = (type: string, names: readonly string[]): { readonly owner?: string } => {
  const declared = findType(type);
  return declared?.parent ? { owner: itemId(rootOf(declared).name, names.slice(0, 1)) } : {};
};

const rootOf = (type: ResourceType): ResourceType => {
  const parent = parentOf(type);
  return parent ? rootOf(parent) : type;
};
