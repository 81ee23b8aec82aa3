import { rootOf, type ResourceType } from '../../catalogue/index.js';
import type { About } from '../../settings/settings.js';

/** What overrides may be matched against: the item's type, and the project or library set it belongs to. */
export const aboutItem = (type: ResourceType, names: readonly string[]): About => {
  const root = rootOf(type).selecting.overriddenAs;
  return { type: type.name, ...(root !== undefined && { [root]: names[0] ?? '' }) };
};
