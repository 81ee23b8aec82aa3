import type { ResourceType } from '../../../catalogue/index.js';
import { documentStrategy } from './document.js';
import { lifecycleStrategy } from './lifecycle.js';
import { processStrategy } from './process.js';
import type { Strategy } from './strategy.js';
import { tenantVariablesStrategy } from './tenant-variables.js';
import { variablesStrategy } from './variables.js';

/** The merging strategies by the name that declarations use. */
export const strategies: Readonly<Record<ResourceType['strategy'], Strategy>> = {
  document: documentStrategy,
  lifecycle: lifecycleStrategy,
  process: processStrategy,
  tenantVariables: tenantVariablesStrategy,
  variables: variablesStrategy,
};
