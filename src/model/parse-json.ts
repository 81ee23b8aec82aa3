import type { JsonValue } from './json.js';

export type Parsed =
  | { readonly kind: 'value'; readonly json: JsonValue }
  /** It is no JSON, perhaps because it was cut off. */
  | { readonly kind: 'broken'; readonly why: string }
  /** It is JSON, but none that we work with. Completes a sentence: "The file …". */
  | { readonly kind: 'refused'; readonly why: string };

/** Documents of Octopus are nested some ten levels deep; what goes through them would not come back from very many. */
export const deepestNesting = 200;

/**
 * JSON as a value: the one way in for whatever others wrote (rules json-in). Refuses what is nested so deep that no function that
 * follows it would return. A field may be called anything: a property or a project named `__proto__` is one like others.
 */
export const parseJson = (text: string): Parsed => {
  let json: JsonValue;
  try {
    json = JSON.parse(text) as JsonValue;
  } catch (error) {
    return { kind: 'broken', why: error instanceof Error ? error.message : 'unreadable' };
  }
  const why = refusalOf(json, deepestNesting);
  return why === undefined ? { kind: 'value', json } : { kind: 'refused', why };
};

/** Why a text is not used, as a file's defect. */
export const whyUnusable = (parsed: Exclude<Parsed, { kind: 'value' }>): string =>
  parsed.kind === 'broken' ? `not valid JSON, perhaps cut short (${parsed.why})` : `it ${parsed.why}`;

const refusalOf = (value: unknown, left: number): string | undefined => {
  if (typeof value !== 'object' || value === null) return undefined;
  if (left === 0) return `is nested deeper than ${deepestNesting} levels`;
  const members: Readonly<Record<string, unknown>> = value as Readonly<Record<string, unknown>>;
  for (const field in members) {
    const why = refusalOf(members[field], left - 1);
    if (why !== undefined) return why;
  }
  return undefined;
};
