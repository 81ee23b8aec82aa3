import type { JsonObject } from '../model/json.js';

/**
 * The options of a changeset that say what took part in its sync: filters, and the switches for parts of items. The next sync
 * has to know: what never took part was not removed on the destination (rules base-selection).
 */
export const selectionIn = (options: JsonObject): JsonObject =>
  Object.fromEntries(Object.entries(options).filter(([name]) => /^(select\.|clone|dependencies$)/.test(name)));
