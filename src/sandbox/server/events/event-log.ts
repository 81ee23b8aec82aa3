import type { JsonObject } from '../../../model/json.js';

/** An event, and what it can be asked for besides its members. */
export interface StoredEvent {
  /** The number in its ID; each is one more than that before it. */
  readonly autoId: number;
  /** The ID of a type of documents, as the filter `documentTypes` takes it. */
  readonly documentType: string;
  readonly event: JsonObject;
}

/** What happened on one server, in memory. Events are never changed or removed. */
export class EventLog {
  readonly #events: StoredEvent[] = [];

  /** Adds an event under the next ID. */
  add(documentType: string, event: JsonObject): void {
    const autoId = this.#events.length + 1;
    this.#events.push({ autoId, documentType, event: { Id: `Events-${autoId}`, ...event } });
  }

  /** The newest first. */
  newestFirst(): readonly StoredEvent[] {
    return this.#events.toReversed();
  }
}
