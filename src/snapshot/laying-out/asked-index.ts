import type { ThingName } from '../../model/names.js';
import { IdIndex, type NamedThing } from '../../naming/id-index.js';
import { mayBeSingle } from './single-ids.js';

/** An index that is not whole yet, and remembers what was asked for in vain. */
export class AskedIndex extends IdIndex {
  #missed: string[] = [];

  override find(id: string, wanted: readonly ThingName[] = [], project?: string): NamedThing | undefined {
    const found = super.find(id, wanted, project);
    if (!found && mayBeSingle(id, (part) => super.find(part) !== undefined)) this.#missed.push(id);
    return found;
  }

  /** What was asked for in vain since the last time, and may be the ID of something that is read later. */
  missed(): readonly string[] {
    const missed = this.#missed;
    if (missed.length > 0) this.#missed = [];
    return missed;
  }
}
