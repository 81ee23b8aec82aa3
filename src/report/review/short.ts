import { isList, type JsonValue } from '../../model/json.js';
import { inOneLine, said, type Said } from './said.js';

/** Characters of a value beside others in a line. */
export const longest = 48;

/** A value in a few words: as it is where that is short, else how long it is. */
export const shortly = (value: JsonValue): string => shortlySaid(said(value));

/** The same of what is in words already. */
export const shortlySaid = (value: Said): string => {
  if ('lines' in value && value.kind === 'text') return `(${value.lines.length} lines)`;
  if (value.kind === 'list') return listed(value.items.map(bare));
  const line = inOneLine(value);
  return line.length <= longest ? line : `${line.slice(0, longest - 1)}…${value.kind === 'text' ? '"' : ''}`;
};

/** Among others in a list, a text needs no quotes. */
const bare = (value: Said): string => (value.kind === 'text' ? value.text : shortlySaid(value));

const listed = (items: readonly string[]): string =>
  items.length <= 4 ? items.join(', ') : `${items.slice(0, 3).join(', ')} and ${items.length - 3} more`;

/** What came to a list and what went from it: `+web-eu −web`; undefined where either holds more than names. */
export const membersChanged = (before: JsonValue, after: JsonValue): string | undefined => {
  const [old, now] = [said(before), said(after)];
  if (!isList(before) || !isList(after) || (old.kind !== 'list' && before.length > 0)) return undefined;
  if (now.kind !== 'list' && after.length > 0) return undefined;
  const [had, has] = [wordsIn(old), wordsIn(now)];
  const changes = [
    ...has.filter((member) => !had.includes(member)).map((member) => `+${member}`),
    ...had.filter((member) => !has.includes(member)).map((member) => `−${member}`),
  ];
  return changes.length === 0 ? undefined : listed(changes);
};

const wordsIn = (value: Said): readonly string[] => (value.kind === 'list' ? value.items.map(bare) : []);
