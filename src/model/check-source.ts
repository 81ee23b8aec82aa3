import type { TSchema } from '@sinclair/typebox';
import { TypeCompiler } from '@sinclair/typebox/compiler';

/**
 * The TypeScript of a file of checks (docs/decisions/0012), of shapes by their names: for `changeset` it has
 * `isChangeset(value)`, and takes `changesetShape` of `changeset-shape.ts` for the type.
 */
export const checkSource = (shapes: Readonly<Record<string, TSchema>>): string =>
  [
    '// Made by scripts/formats.js from the shapes beside it: not to be edited. A test keeps it current.',
    '// @ts-nocheck: what TypeBox writes is JavaScript.',
    "import type { Static } from '@sinclair/typebox';",
    ...Object.keys(shapes).map((name) => `import type { ${name}Shape } from './${name}-shape.js';`),
    ...Object.entries(shapes).map(([name, shape]) => checkOf(name, shape)),
    '',
  ].join('\n');

const checkOf = (name: string, shape: TSchema): string => {
  const body = TypeCompiler.Code(shape, [], { language: 'javascript' });
  const called = `is${name.charAt(0).toUpperCase()}${name.slice(1)}`;
  return `\nexport const ${called} = (() => {\n${body}\n})() as (value: unknown) => value is Static<typeof ${name}Shape>;`;
};
