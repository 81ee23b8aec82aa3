import type { StrategyName } from '../../../catalogue/index.js';
import { documentStrategy } from './document.js';
import { lifecycleStrategy } from './lifecycle.js';
import { processStrategy } from './process.js';
import type { Strategy } from './strategy.js';
import { templateValuesStrategy } from './template-values.js';
import { variablesStrategy } from './variables.js';

/** The merging strategies by the name that declarations use. */
export const strategies: Readonly<Record<StrategyName, Strategy>> = {
  document: documentStrategy,
  lifecycle: lifecycleStrategy,
  process: processStrategy,
  templateValues: templateValuesStrategy,
  variables: variablesStrategy,
};
