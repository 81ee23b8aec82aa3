import type { TSchema } from '@sinclair/typebox';
import type { ValueError } from '@sinclair/typebox/errors';

/** More than these nobody reads. */
const most = 20;

/**
 * Says, place by place, why a value is not of a shape: `/changes/0/order is missing`. Slow: for a value that its check has
 * refused.
 */
export const defectsIn = async (shape: TSchema, value: unknown): Promise<readonly string[]> => {
  const { Errors, ValueErrorType } = await import('@sinclair/typebox/errors');
  const isLiteral = ({ type }: ValueError): boolean => type === ValueErrorType.Literal;
  const found = new Map<string, string>();
  // The first word on a place is the best: what is missing is of another type too.
  const note = (place: string, says: string): unknown => found.has(place) || found.set(place, says);
  const tell = (errors: Iterable<ValueError>): void => {
    for (const error of errors) {
      if (found.size >= most) return;
      const variants = error.errors.map((variant) => [...variant]);
      // The variant that is meant is the one whose word (`action`, `op`) the value has.
      const meant = variants.find((variant) => !variant.some(isLiteral));
      const words = variants.flatMap((variant) => variant.filter(isLiteral));
      if (meant) tell(meant);
      else if (words[0]) note(words[0].path, `is none of ${words.map(wordOf).join(', ')}`);
      else note(error.path, whatIsWrong(error));
    }
  };
  const whatIsWrong = ({ type, message }: ValueError): string => {
    switch (type) {
      case ValueErrorType.ObjectRequiredProperty:
        return 'is missing';
      case ValueErrorType.ObjectAdditionalProperties:
        return 'is unknown here';
      case ValueErrorType.Array:
        return 'is no list';
      case ValueErrorType.Object:
        return 'is no object';
      case ValueErrorType.String:
        return 'is no text';
      default:
        return `is wrong: ${message.charAt(0).toLowerCase()}${message.slice(1)}`;
    }
  };
  tell(Errors(shape, [], value));
  return [...found].map(([place, says]) => `${place === '' ? '/' : place} ${says}`);
};

const wordOf = ({ schema }: ValueError): string => String(schema['const']);
