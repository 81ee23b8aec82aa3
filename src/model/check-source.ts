import type { TSchema } from '@sinclair/typebox';
import { TypeCompiler } from '@sinclair/typebox/compiler';

/** A check to be made: the type that it tells, and the file that has it, as the file of the check imports it. */
export interface CheckOf {
  readonly type: string;
  readonly from: string;
  readonly shape: TSchema;
}

/** The TypeScript of a file of checks (docs/decisions/0012): `isChangeset(value)` for the type `Changeset`. */
export const checkSource = (checks: readonly CheckOf[]): string =>
  [
    '// Made by scripts/formats.js from the shapes beside it: not to be edited. A test keeps it current.',
    '// @ts-nocheck: what TypeBox writes is JavaScript.',
    ...checks.map(({ type, from }) => `import type { ${type} } from '${from}';`),
    ...checks.map(({ type, shape }) => {
      const body = TypeCompiler.Code(shape, [], { language: 'javascript' });
      return `\nexport const is${type} = (() => {\n${body}\n})() as (value: unknown) => value is ${type};`;
    }),
    '',
  ].join('\n');
