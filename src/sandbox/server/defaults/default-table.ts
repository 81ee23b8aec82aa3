import type { JsonObject } from '../../../model/json.js';

/** Collection → what its resources say where a request says nothing; `old` for servers of the 2020.5 generation. */
export type Defaults = Readonly<Record<string, (old: boolean) => JsonObject>>;
