import type { JsonObject } from '../../../model/json.js';
import type { Generation } from '../contract.js';
import type { Defaults } from './default-table.js';
import { infrastructureDefaults } from './defaults-infrastructure.js';
import { projectDefaults } from './defaults-projects.js';

const defaults: Defaults = { ...infrastructureDefaults, ...projectDefaults };

/** What a resource says where a request says nothing. Old servers have the members of the captured documents. */
export const defaultsFor = (path: string, generation: Generation): JsonObject =>
  defaults[path]?.(generation === '2020.5') ?? {};
