import { timeSaid } from '../../model/time-said.js';

/** One event of a document, as people read it. */
export interface WhoEvent {
  readonly user: string;
  /** ISO 8601, as the server says it. */
  readonly when: string;
  /** `Created`, `Modified`, `Deleted`. */
  readonly category: string;
  /** `Modified by grace, 2026-11-20 06:00 UTC`. */
  readonly says: string;
  /** The audit of the document in the portal. */
  readonly page: string;
}

/** The latest events of each item, by its id; and why there are none of some, or of any. */
export interface Who {
  readonly events: ReadonlyMap<string, readonly WhoEvent[]>;
  readonly note?: string;
}

export const saysWho = (category: string, user: string, when: string): string =>
  `${category} by ${user}, ${timeSaid(when)}`;
