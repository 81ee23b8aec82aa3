import { createHash } from 'node:crypto';
import stringify from 'json-stable-stringify';
import type { JsonValue } from './json.js';

/** `sha256:` and the hex digest of a text (UTF-8). */
export const sha256 = (text: string | Uint8Array): string =>
  `sha256:${createHash('sha256').update(text).digest('hex')}`;

/** JSON as files hold it: fields sorted, two spaces, a final newline. The same value gives the same bytes. */
export const canonicalFile = (value: unknown): string =>
  `${stringify(value, { space: '  ', collapseEmpty: true }) ?? 'null'}\n`;

/** JSON as digests see it: fields sorted, no white space. */
export const canonicalText = (value: JsonValue): string => stringify(value) ?? 'null';

export const digestOf = (value: JsonValue): string => sha256(canonicalText(value));
