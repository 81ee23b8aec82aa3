import { typeNamed, type ResourceType } from '../catalogue/index.js';
import type { About } from '../config/settings.js';

/** What overrides may be matched against: the item's type, and the project or library set it belongs to. */
export const aboutItem = (type: ResourceType, names: readonly string[]): About => {
  const root = rootOf(type).overriddenAs;
  return { type: type.name, ...(root !== undefined && { [root]: names[0] ?? '' }) };
};

const rootOf = (type: ResourceType): ResourceType => (type.parent ? rootOf(typeNamed(type.parent.type)) : type);
