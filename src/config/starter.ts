import { options, selectable } from './options.js';
import { gates, policies, type OptionDefinition } from '../settings/options.js';
import { presetNames } from './presets.js';
import { inYaml } from './yaml-text.js';

/** A server as a person begins with it. */
export interface StarterInstance {
  readonly url: string;
  readonly space: string;
}

/** What is known already of a configuration that is to be written. */
export interface Starter {
  readonly source: StarterInstance;
  readonly destination: StarterInstance;
  readonly select: ReadonlyMap<string, readonly string[]>;
  readonly options: ReadonlyMap<string, string>;
  /** A parent project and its children. */
  readonly family?: { readonly parent: string; readonly children: readonly string[] };
  /** What a person should know of it, a line each. */
  readonly notes: readonly string[];
}

export const emptyStarter: Starter = {
  source: { url: 'https://source.example.com', space: 'Default' },
  destination: { url: 'https://destination.example.com', space: 'Default' },
  select: new Map(),
  options: new Map(),
  notes: [],
};

/** Tells an editor where the schema of the configuration is. */
export const schemaLine = (schema: string | undefined): string =>
  schema === undefined ? '' : `# yaml-language-server: $schema=${schema}\n\n`;

/**
 * A commented configuration in which every choice is visible: what is given, and as comments everything else with its
 * default. Removing the "#" before a key makes it count.
 */
export const starterConfig = (
  starter: Starter,
  schema?: string,
): string => `${schemaLine(schema)}# What octosync syncs, and by which rules. docs/configuration.md tells of each section, docs/options.md of each option.
# A key behind a "#" shows its default, or an example: remove the "#" and it counts.
${starter.notes.length === 0 ? '' : `\n${starter.notes.map((note) => `# - ${note}`).join('\n')}\n`}
instances:
${instanceLines('source', starter.source)}
${instanceLines('destination', starter.destination)}

syncs:
  main:
    source: source
    destination: destination

    # A use case, with options that suit it (docs/use-cases.md); what is said below wins over it.
    # ${presetNames.join(', ')}
    #preset: ${presetNames[0] ?? ''}

    # What the source said when it was last synced, which tells who changed what: a directory, or git (docs/three-way.md).
    #base: bases/main

    # What is synced: all, names, wildcards, and exclusions with a leading "!", in quotes. Nothing is, unless it is named
    # here; channels and runbooks come along with selected projects, triggers only if they are named.
    select:
${selectable.map((type) => selectLine(type, starter.select.get(type.type))).join('\n')}

    # Names on the source: what they are called on the destination, by type.
    map:
${mapLines(starter.family)}

    # Policies: ${policies.join(', ')}
    options:
${options.flatMap((option) => optionLines(option, starter.options.get(option.name))).join('\n')}
${existingLines()}

    # Other options for some things; each "match" field is a filter, and later overrides win.
    overrides:
      #- match: { project: OctoFX, librarySet: Global, step: "Deploy*", variable: "Db.*", type: projectVariables }
      #  options: { variableEnvironmentScopingMatch: SkipUnlessExactMatch }

    # Limits on the size and kind of a changeset, which apply refuses beyond them.
    gates:
${gates.flatMap((gate) => optionLines(gate, undefined)).join('\n')}
`;

const instanceLines = (name: string, { url, space }: StarterInstance): string => `  ${name}:
    url: ${inYaml(url)}
    space: ${inYaml(space)}
    # The environment variable that holds the API key, or a file that does; the key itself is in no configuration.
    apiKeyEnv: ${name.toUpperCase()}_API_KEY
    #apiKeyFile: ${name}.key
    #insecureHttp: true
    # A proxy, or none; by default what HTTPS_PROXY and HTTP_PROXY say (docs/connecting.md).
    #proxy: http://proxy.example.com:3128
    #proxyEnv: ${name.toUpperCase()}_PROXY
    # Files in PEM: your own CA, and a client certificate with its key.
    #caFile: company-ca.pem
    #clientCertFile: client.pem
    #clientKeyFile: client.key`;

const selectLine = (
  { type, byNameOnly }: (typeof selectable)[number],
  filter: readonly string[] | undefined,
): string => {
  if (filter === undefined) return `      #${type}: ${byNameOnly ? '[First, Second]' : 'all'}`;
  const [only] = filter;
  const asText = filter.length === 1 && only !== undefined && !only.includes(',');
  return `      ${type}: ${inYaml(asText ? only : filter)}`;
};

const mapLines = (family: Starter['family']): string =>
  [
    '      #environments: { Test: Staging }',
    '      # A project can be mapped to several: a parent and its children.',
    family
      ? `      projects: { ${inYaml(family.parent)}: ${inYaml(family.children)} }`
      : '      #projects: { Parent: [Child A, Child B] }',
  ].join('\n');

const optionLines = (
  { name, about, values, default: nothingSaid }: OptionDefinition,
  given?: string,
): readonly string[] => {
  if (name.startsWith('existing.')) return [];
  const others = values.length === policies.length ? [] : values.filter((value) => value !== (given ?? nothingSaid));
  const or = others.length === 0 ? '' : ` # or ${others.join(', ')}`;
  return [`      # ${about}`, `      ${given === undefined ? '#' : ''}${name}: ${given ?? nothingSaid}${or}`];
};

const existingLines = (): string =>
  [
    '      # Whether items that the destination has already stay as they are (leave) or follow the source (update).',
    '      #existing:',
    ...options.flatMap(({ name, default: nothingSaid }) => {
      const type = /^existing\.(.+)$/.exec(name)?.[1];
      return type === undefined ? [] : [`      #  ${type}: ${nothingSaid}`];
    }),
  ].join('\n');
