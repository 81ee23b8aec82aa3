/** What the reference says of an option; `config` has the table. */
export interface DescribedOption {
  readonly name: string;
  readonly values: readonly string[];
  readonly aliases?: readonly string[];
  readonly default: string;
  readonly about: string;
}

export interface DescribedType {
  readonly type: string;
  readonly singular: string;
  readonly default: readonly string[];
}

/** The options reference in Markdown. */
export const optionsReference = (
  options: readonly DescribedOption[],
  types: readonly DescribedType[],
  gates: readonly DescribedOption[],
  formerNamesOf: (type: string) => readonly string[],
): string => `# Options

Generated from the code by \`node scripts/options-reference.js\`. Values are matched without regard to case; a wrong one is an
error that lists the allowed ones.

Flags are listed here. In [the configuration](configuration.md) the same option is written in one word:
\`--overwrite-existing-variables\` is \`overwriteExistingVariables\`, \`--existing-projects\` is \`existing.projects\`.

## Selection

A filter is \`all\`, names, wildcards (\`*\`, \`?\`) and exclusions (a leading \`!\`), separated by commas. Nothing is selected by default.

| flag | selects | default |
| --- | --- | --- |
${types.map(({ type, singular, default: nothingSaid }) => `| \`--${kebab(type)}\` | each ${singular} | ${nothingSaid.join(', ') || 'none'} |`).join('\n')}

## Rules

| flag | values | default | |
| --- | --- | --- | --- |
${options.map(({ name, values, default: value, about }) => `| \`--${kebab(name)}\` | ${values.join(', ')} | ${value} | ${about} |`).join('\n')}

## Gates

Limits on the size and kind of a changeset. A refused one is exit code 3. They are set in \`gates\` of the configuration;
\`apply --allow GATE\` lets one pass once; under a [policy](approval-policy.md) an approver accepts it (\`approve --accept\`).

| gate | values | default | |
| --- | --- | --- | --- |
${gates.map(({ name, values, default: value, about }) => `| \`${name}\` | ${values.join(', ') || `a whole number${value === 'none' ? ', none' : ''}`} | ${value} | ${about} |`).join('\n')}

## Names of the predecessor

Flags, the configuration and \`init --from-script\` know the parameters of the Space Cloner: each rule above in PascalCase
(\`OverwriteExistingVariables\`), and these:

| predecessor | here |
| --- | --- |
${types.flatMap(({ type }) => formerNamesOf(type).map((name) => `| \`${name}\` | \`--${kebab(type)}\` |`)).join('\n')}
${options.flatMap(({ name, aliases = [] }) => aliases.map((alias) => `| \`${pascal(alias)}\` | \`--${kebab(name)}\` |`)).join('\n')}
`;

const pascal = (name: string): string => name.replace(/^./, (letter) => letter.toUpperCase());

/** \`overwriteExistingVariables\` as a flag: \`overwrite-existing-variables\`. */
export const kebab = (name: string): string =>
  name.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`).replaceAll('.', '-');
