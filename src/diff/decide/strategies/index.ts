import type { StrategyName } from '../../../catalogue/index.js';
import { documentPieces, documentStrategy } from './document.js';
import { lifecycleStrategy } from './lifecycle.js';
import { processPieces, processStrategy } from './process.js';
import type { PiecesOf, Strategy } from './strategy.js';
import { templateValuesStrategy } from './template-values.js';
import { variablePieces, variablesStrategy } from './variables.js';

/** The merging strategies by the name that declarations use. */
export const strategies: Readonly<Record<StrategyName, Strategy>> = {
  document: documentStrategy,
  lifecycle: lifecycleStrategy,
  process: processStrategy,
  templateValues: templateValuesStrategy,
  variables: variablesStrategy,
};

/** What each brings to the destination's terms piece by piece. */
export const piecesOf: Readonly<Record<StrategyName, PiecesOf>> = {
  document: documentPieces,
  // Octopus Cloud keeps less, a phase may ask for too much, and who chose to leave phases is told so.
  lifecycle: () => undefined,
  process: processPieces,
  // Tenants are few: they are decided the long way.
  templateValues: () => undefined,
  variables: variablePieces,
};
