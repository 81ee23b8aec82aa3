import type { Fields, ResourceType } from '../../catalogue/index.js';
import { existingOption } from '../../config/options.js';
import { isObject, sameJson, type JsonObject, type JsonValue } from '../../model/json.js';
import type { Reason, Warning } from '../../model/reason.js';
import { mergeField } from '../merge-fields.js';
import { settleOn } from '../settle.js';
import { translate, type Translation } from '../translate.js';
import type { Case, Outcome, Strategy } from './strategy.js';

/** Whole documents (sync-rules §6): created if missing; left or updated, field by field, if they exist. */
export const documentStrategy: Strategy = (input) => {
  const translation = translate(input.type.fields, input.source, input);
  return input.existing ? decideExisting(input, translation, input.existing.document) : decideNew(input, translation);
};

const decideNew = (input: Case, translation: Translation): Outcome => {
  const refused = refusal(translation, () => true);
  if (refused) return refused;
  const { document, warnings } = keepOnlyOne(input, sendable(input.type, translation.value));
  return says(translation, document, 0, [...translation.warnings, ...warnings]);
};

const decideExisting = ({ type, settings }: Case, translation: Translation, current: JsonObject): Outcome => {
  const option = existingOption(type.name);
  const mode = settings.options[option];
  const reason: Reason = {
    rule: option,
    value: mode?.value ?? type.existing.default,
    origin: mode?.origin ?? 'default',
    says: `The destination has this ${type.singular} already.`,
  };
  const follows = (field: string): boolean =>
    reason.value === 'update' || Object.hasOwn(type.existing.always ?? {}, field);
  const refused = refusal(translation, follows);
  if (refused) return refused;

  const settled = keepAt(translation.keepsExisting, settleOn(type.fields, translation.value, current), current);
  const document = Object.fromEntries(
    Object.entries(settled).flatMap(([field, next]) => {
      const value = follows(field) ? mergeExisting(type, field, next, current[field]) : current[field];
      return value === undefined ? [] : [[field, value]];
    }),
  );
  const differing = Object.keys(settled).filter((field) => !sameJson(settled[field], document[field])).length;
  const inWritten = <Found extends { readonly at: string }>(found: readonly Found[]): readonly Found[] =>
    found.filter(({ at }) => follows(fieldOf(at)) && !sameJson(document[fieldOf(at)], current[fieldOf(at)]));
  return {
    ...says(translation, document, differing, inWritten(translation.warnings)),
    cleanUp: inWritten(translation.cleanUp).filter(({ kind }) => kind !== 'replace-secret'),
    reasons: [reason, ...translation.reasons],
  };
};

const mergeExisting = (
  type: ResourceType,
  field: string,
  next: JsonValue,
  current: JsonValue | undefined,
): JsonValue => {
  const how = type.existing.merge?.[field] ?? type.existing.always?.[field] ?? 'replace';
  if (type.onlyOne === field && current !== undefined) return current;
  return mergeField(how, next, current, listKey(type.fields, field));
};

const listKey = (fields: Fields, field: string): string => {
  const rule = fields[field];
  return rule?.kind === 'list' ? (rule.by ?? 'Name') : 'Name';
};

/** Missing data blocks only what would be written: an item that is left needs nothing. */
const refusal = (translation: Translation, written: (field: string) => boolean): Outcome | undefined => {
  const missing = translation.missing.filter(({ at }) => written(fieldOf(at)));
  const { reasons } = translation;
  if (translation.errors.length > 0) return { kind: 'error', reasons: [...translation.errors, ...reasons], parts: [] };
  if (translation.skips.length > 0) return { kind: 'skipped', reasons: [...translation.skips, ...reasons], parts: [] };
  return missing.length > 0 ? { kind: 'blocked', missing, reasons, parts: [] } : undefined;
};

const says = (
  { reasons, cleanUp, needs }: Translation,
  document: JsonObject,
  differing: number,
  warnings: readonly Warning[],
): Extract<Outcome, { kind: 'says' }> => ({
  kind: 'says',
  document,
  differing,
  warnings,
  reasons,
  cleanUp,
  needs,
  parts: [],
});

/** What only the server can say is no part of what it is told. */
const sendable = (type: ResourceType, document: JsonObject): JsonObject =>
  Object.fromEntries(Object.entries(document).filter(([field]) => type.fields[field]?.kind !== 'readOnly'));

/** What could not be matched is left alone on an item that exists: its own value stays at those places. */
const keepAt = (paths: Translation['keepsExisting'], settled: JsonObject, current: JsonObject): JsonObject =>
  paths.reduce((document, path) => keepOne(path, document, current), settled);

const keepOne = ([field = '', ...deeper]: readonly string[], document: JsonObject, current: JsonObject): JsonObject => {
  const [next, own] = [document[field], current[field]];
  if (own === undefined) return document;
  if (deeper.length === 0) return { ...document, [field]: own };
  return isObject(next) && isObject(own) ? { ...document, [field]: keepOne(deeper, next, own) } : document;
};

/** A flag of which there is one: a new item must not take it from the one that has it on the destination. */
const keepOnlyOne = (
  { type, projection, names }: Case,
  document: JsonObject,
): { document: JsonObject; warnings: readonly Warning[] } => {
  const flag = type.onlyOne;
  if (flag === undefined || document[flag] !== true) return { document, warnings: [] };
  const parent = JSON.stringify(names.slice(0, -1));
  const holder = [...projection.all(type.name)].find(
    (item) => item.document[flag] === true && JSON.stringify(item.names.slice(0, -1)) === parent,
  );
  if (!holder) return { document, warnings: [] };
  const says = `"${holder.names.at(-1) ?? ''}" stays the one with ${flag}; the source has it here.`;
  return { document: { ...document, [flag]: false }, warnings: [{ kind: 'default-kept', at: `/${flag}`, says }] };
};

const fieldOf = (pointer: string): string => (pointer.split('/')[1] ?? '').replaceAll('~1', '/').replaceAll('~0', '~');
