import { schemaLine, type StarterInstance } from './starter.js';
import { presetNames } from './presets.js';
import { inYaml } from './yaml-text.js';

/** What five questions come to. */
export interface Answers {
  readonly source: StarterInstance;
  readonly destination: StarterInstance;
  /** The use case; none unless one is named. */
  readonly preset?: string | undefined;
  /** Names and wildcards, as after `--projects`. */
  readonly projects: readonly string[];
}

/** A configuration of some thirty lines: all that a first sync needs, and where the rest is told. `schema` is a path for editors, if it is there. */
export const shortConfig = ({ source, destination, preset, projects }: Answers, schema?: string): string => `\
${schemaLine(schema)}# What octosync syncs. "octosync init --full" writes all that can stand here, with comments.
instances:
${instanceLines('source', source)}
${instanceLines('destination', destination)}

syncs:
  main:
    source: source
    destination: destination
    # A use case, whose options suit it (docs/use-cases.md): ${presetNames.join(', ')}
    ${preset === undefined ? `#preset: ${presetNames[0] ?? ''}` : `preset: ${inYaml(preset)}`}
    # What was synced last is kept here: from the second sync on, it tells who changed what.
    base: bases/main
    # What the selected needs comes along.
    dependencies: include
    select:
      # Names, wildcards, all; "!" before what stays out.
      projects: ${inYaml(projects)}
      # Environments are not made: those of the destination stay what they are.
      environments: '!*'
`;

const instanceLines = (name: string, { url, space }: StarterInstance): string => `  ${name}:
    url: ${inYaml(url)}
    space: ${inYaml(space)}
    apiKeyEnv: ${name.toUpperCase()}_API_KEY`;
