import type { Conflict } from '../../changeset/changeset.js';
import { elementOf } from '../../changeset/uncarried.js';
import { labelOf } from '../../catalogue/labels.js';
import { isList, isObject, type JsonValue } from '../../model/json.js';
import { isAnySecret, secret } from '../../model/markers.js';
import { ROOT, segmentsOf } from '../../model/pointer.js';
import { lineBlocks } from './line-blocks.js';
import type { ComparedTexts, OneOfThree, ThreeSides } from './review.js';
import { inOneLine, said, type Said } from './said.js';

type Value = JsonValue | undefined;

/**
 * What base, source and destination say of an element that both have changed (rules review-conflicts). No secret is in it: what
 * is one on some side is told of none.
 */
export const threeSides = (conflict: Conflict): ThreeSides => {
  const values = withoutSecrets([conflict.base, conflict.source, conflict.destination]);
  const [base, source, here] = isWholeGone(conflict) ? goneWords : values.map(saidOr);
  const sides: ThreeSides['sides'] = [
    { label: 'base', value: base ?? absent },
    { label: 'source', value: source ?? absent },
    { label: 'here', value: here ?? absent },
  ];
  const isHidden = values.some((value) => value === hidden);
  return {
    element: elementOf(conflict),
    sides,
    takes: conflict.takes,
    compared: isHidden ? [] : comparedTexts(sides, conflict.merged),
  };
};

/** The field that is meant, in words; empty where that is the whole of what the part says. */
export const fieldOf = ({ at, part = '' }: Pick<Conflict, 'at' | 'part'>): string => {
  const last = segmentsOf(at).at(-1) ?? '';
  const label = last === '' || part.includes(last) || /^(\d+|-)$/.test(last) ? '' : labelOf(last);
  return part.toLowerCase().includes(label.toLowerCase()) ? '' : label;
};

/** Of something whole that the source has removed, a changeset says no more than its name, which is the same on both other sides. */
const isWholeGone = ({ at, part, base, source, destination }: Conflict): boolean =>
  at === ROOT && part === undefined && source === undefined && typeof base === 'string' && base === destination;

const goneWords = ['there', 'not there', 'changed'].map((text): Said => ({ kind: 'words', text, about: 'nothing' }));

const absent: Said = { kind: 'words', text: 'not there', about: 'nothing' };
const hiddenWords: Said = { kind: 'words', text: 'secret: not shown', about: 'secret' };

/** Stands for a value that is a secret on another side. */
const hidden = Symbol('hidden');

const saidOr = (value: Value | typeof hidden): Said =>
  value === undefined ? absent : value === hidden ? hiddenWords : said(value);

/** A value that is a secret on one side may have been one on another, where it was still plain. */
const withoutSecrets = (values: readonly Value[]): readonly (Value | typeof hidden)[] => {
  if (values.some(isAnySecret))
    return values.map((value) => (value === undefined || isAnySecret(value) ? value : hidden));
  return values.map((value, index) =>
    masked(
      value,
      values.filter((_, other) => other !== index),
    ),
  );
};

/** The same within lists and structures; `others` stand at the same place on the other sides. */
const masked = (value: Value, others: readonly Value[]): Value => {
  if (value === undefined || isAnySecret(value)) return value;
  if (others.some(isAnySecret)) return secret(true);
  if (isList(value)) return value.map((item) => masked(item, counterparts(item, others)) ?? null);
  if (!isObject(value)) return value;
  const isMarked = [value, ...others].some(isSensitive);
  return Object.fromEntries(
    Object.entries(value).map(([field, inner]) => {
      const beside = others.flatMap((other) => (isObject(other) ? [other[field]] : []));
      return [field, isMarked && /value$/i.test(field) ? secret(true) : (masked(inner, beside) ?? null)];
    }),
  );
};

/** Members of lists stand in no common order: those of the same name, or all for one without. */
const counterparts = (item: JsonValue, others: readonly Value[]): readonly JsonValue[] => {
  const name = isObject(item) ? item['Name'] : undefined;
  return others
    .flatMap((other) => (isList(other) ? other : []))
    .filter((one) => name === undefined || (isObject(one) && one['Name'] === name));
};

/** What the server keeps to itself: a variable, a template of one. */
const isSensitive = (value: Value): boolean => {
  if (!isObject(value)) return false;
  const settings = value['DisplaySettings'];
  const control = isObject(settings) ? settings['Octopus.ControlType'] : undefined;
  return value['IsSensitive'] === true || value['Type'] === 'Sensitive' || control === 'Sensitive';
};

/** Where a side has several lines: what changed from the base to each, and from each to what is merged. */
const comparedTexts = (sides: readonly OneOfThree[], merged: string | undefined): readonly ComparedTexts[] => {
  const [base, source, here] = sides;
  if (!base || !source || !here || !sides.some(({ value }) => 'lines' in value)) return [];
  const to = (title: string, before: Said, after: Said): ComparedTexts => ({
    title,
    blocks: lineBlocks(linesOf(before), linesOf(after)),
  });
  const both = merged === undefined ? undefined : said(merged);
  return [
    to('base → source', base.value, source.value),
    to('base → here', base.value, here.value),
    ...(both === undefined ? [] : [to('source → merged', source.value, both), to('here → merged', here.value, both)]),
  ];
};

const linesOf = (value: Said): readonly string[] => {
  if ('lines' in value) return value.lines;
  if (value.kind === 'words') return [];
  return [value.kind === 'text' ? value.text : inOneLine(value)];
};
