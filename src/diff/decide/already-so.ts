import { isList, isObject, sameJson, type JsonObject, type JsonValue } from '../../model/json.js';
import { isSecret } from '../../model/markers.js';
import type { TranslationContext } from '../terms/statements.js';
import { translating } from '../terms/translate.js';
import { piecesOf } from './strategies/index.js';
import type { Piece } from './strategies/strategy.js';
import type { BaseOf } from './three-way/base.js';

/** An item that both sides have under one name, before a case is made of it. */
export interface BothSides {
  /** The documents, without the fields that wait for a later order. */
  readonly source: JsonObject;
  readonly destination: JsonObject;
  readonly base: BaseOf | undefined;
  /** That of the base, without those fields. */
  readonly before: JsonObject | undefined;
}

/**
 * Whether the destination says already what the source says, all that is named is there under that name, and the base, if there is
 * one, says the same: then no rule has anything to say, and nothing changes (rules always-empty). A property test decides the
 * long way, too, and compares the changesets byte for byte.
 */
export const isAlreadySo = ({ source, destination, base, before }: BothSides, context: TranslationContext): boolean => {
  if (!sameJson(source, destination)) return false;
  if (base && (base.isUnknown() || base.elements.length > 0 || !sameJson(before, source))) return false;
  const { type } = context;
  const pieces = piecesOf[type.merging.strategy.kind](type, source);
  return pieces !== undefined && isAllThere(pieces, context);
};

/** The same of fields that wait for a later order, as both sides have them. */
export const isPartAlreadySo = (source: JsonObject, destination: JsonObject, context: TranslationContext): boolean =>
  sameJson(source, destination) && isAllThere([{ fields: context.type.fields, value: source }], context);

/** Whether all that the parts name is there under that name. */
const isAllThere = (pieces: readonly Piece[], context: TranslationContext): boolean => {
  const { into, statements } = translating(context);
  return pieces.every(({ fields, value, but }) => {
    const translated = into(fields, value, but);
    return statements.every(({ kind }) => kind === 'secret') && saysSameButSecrets(translated, value);
  });
};

/** A secret has a placeholder in its place until it is known that the destination has its own (rules secret-kept). */
const saysSameButSecrets = (translated: JsonValue | undefined, value: JsonValue): boolean => {
  if (translated === value || isSecret(value)) return true;
  if (isList(translated) && isList(value))
    return (
      translated.length === value.length && value.every((item, index) => saysSameButSecrets(translated[index], item))
    );
  if (!isObject(translated) || !isObject(value)) return false;
  const fields = Object.keys(value);
  return (
    fields.length === Object.keys(translated).length &&
    fields.every((field) => saysSameButSecrets(translated[field], value[field] ?? null))
  );
};
