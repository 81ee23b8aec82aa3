import { findType } from '../../catalogue/index.js';
import type { RefusedGate } from '../../changeset/changeset.js';
import { refusedGatesOf } from '../../changeset/refused-gates.js';
import { itemsOf, type SpaceSnapshot } from '../../model/item.js';
import { limitOf } from '../../settings/chosen.js';
import { gates, type GateName } from '../../settings/options.js';
import type { SyncSettings } from '../../settings/settings.js';
import type { PlannedWrite } from './planned.js';

/** The gates that a changeset does not pass (rules gate-limits): `apply` refuses it unless somebody lets them pass. */
export const refusedGates = (
  changes: readonly PlannedWrite[],
  destination: SpaceSnapshot,
  settings: SyncSettings,
): readonly RefusedGate[] =>
  refusedGatesOf(changes, {
    limitOf: (gate) => (isGate(gate) ? limitOf(settings, gate) : ''),
    existingOf: (name) => {
      const type = findType(name);
      return type ? itemsOf(destination, type.name).size : 0;
    },
  });

const isGate = (name: string): name is GateName => gates.some((gate) => gate.name === name);
