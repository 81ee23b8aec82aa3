import { UsageError } from '../model/errors.js';
import { isList, isObject, type JsonObject, type JsonValue } from '../model/json.js';
import { isOneLine } from '../model/one-line.js';
import { parseJson } from '../model/parse-json.js';
import type { Decisions } from '../changeset/decisions.js';

/** What the page sends: what is decided, and on which saved decisions it builds. */
export type Decided = Pick<Decisions, 'leftOut' | 'resolved' | 'accepted'> & {
  readonly saved: string;
  readonly by?: string;
  readonly comment?: string;
};

/**
 * Reads what the page sends. Throws UsageError for what is no JSON, for members that no page of ours sends, and for texts that
 * are no line for a record. Whether the changeset has what is named is asked later.
 */
export const parseDecided = (text: string): Decided => {
  const parsed = parseJson(text);
  if (parsed.kind !== 'value' || !isObject(parsed.json)) throw notOurs('JSON');
  const { leftOut, resolved, accepted, saved, by, comment, ...others } = parsed.json;
  if (Object.keys(others).length > 0) throw notOurs('members');
  return {
    leftOut: listIn(leftOut, ['id', 'why'], (one) => ({ id: textIn(one['id']), ...optional('why', one['why']) })),
    resolved: listIn(resolved, ['element', 'takes'], ({ element, takes }) => {
      if (takes !== 'own' && takes !== 'source') throw notOurs('answer');
      return { element: textIn(element), takes };
    }),
    accepted: listIn(accepted, ['finding', 'reason'], ({ finding, reason }) => ({
      finding: textIn(finding),
      reason: lineIn('A reason', reason),
    })),
    saved: textIn(saved),
    ...optional('by', by),
    ...optional('comment', comment),
  };
};

const listIn = <T>(value: JsonValue | undefined, members: readonly string[], read: (one: JsonObject) => T): T[] => {
  if (!isList(value)) throw notOurs('list');
  return value.map((one) => {
    if (!isObject(one) || Object.keys(one).some((name) => !members.includes(name))) throw notOurs('members');
    return read(one);
  });
};

const textIn = (value: JsonValue | undefined): string => {
  if (typeof value !== 'string') throw notOurs('text');
  return value;
};

const called = { why: 'A remark', by: 'A name', comment: 'A comment' } as const;

const optional = <Name extends keyof typeof called>(
  name: Name,
  value: JsonValue | undefined,
): Partial<Record<Name, string>> =>
  value === undefined
    ? {}
    : (Object.fromEntries([[name, lineIn(called[name], value)]]) as Partial<Record<Name, string>>);

/** The same that flags of the command line take. */
const lineIn = (what: string, value: JsonValue | undefined): string => {
  const said = textIn(value).trim();
  if (isOneLine(said)) return said;
  throw new UsageError({
    what: `${what} is a text of one line, without control characters.`,
    remedy: 'Write it again.',
  });
};

const notOurs = (what: string): UsageError =>
  new UsageError({ what: `The page never sends this (${what}).`, remedy: 'Reload the page.' });
