/** What the reference says of an option; `config` has the table. */
export interface DescribedOption {
  readonly name: string;
  readonly values: readonly string[];
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
): string => `# Options

Generated from the code by \`node scripts/options-reference.js\`. Values are matched without regard to case; a wrong one is an
error that lists the allowed ones.

## Selection

A filter is \`all\`, names, wildcards (\`*\`, \`?\`) and exclusions (a leading \`!\`), separated by commas. Nothing is selected by default.

| flag | selects | default |
| --- | --- | --- |
${types.map(({ type, singular, default: nothingSaid }) => `| \`--${kebab(type)}\` | each ${singular} | ${nothingSaid.join(', ') || 'none'} |`).join('\n')}

## Rules

| flag | values | default | |
| --- | --- | --- | --- |
${options.map(({ name, values, default: value, about }) => `| \`--${kebab(name)}\` | ${values.join(', ')} | ${value} | ${about} |`).join('\n')}
`;

/** \`overwriteExistingVariables\` as a flag: \`overwrite-existing-variables\`. */
export const kebab = (name: string): string =>
  name.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`).replaceAll('.', '-');
