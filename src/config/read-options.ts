import type { OptionDefinition } from '../settings/options.js';
import { options } from './options.js';
import { gates } from '../settings/options.js';
import { optionNames } from './predecessor.js';
import { settleOption } from './settle.js';
import type { Setting } from '../settings/settings.js';
import { suggestion } from './suggestion.js';
import type { YamlEntry, YamlValue } from './yaml-value.js';

type Settings = Readonly<Record<string, Setting>>;

/** Reads options under any of their names, `existing: {projects: update}` among them. */
export const readOptions = (entries: readonly YamlEntry[], refused: readonly string[] = []): Settings =>
  readSettings('option', entries.flatMap(unfold), optionNames, (name) => {
    if (refused.includes(name)) return undefined;
    return options.find((option) => option.name === name);
  });

/** Names of gates as the documents have them, `scope-widening`, and as options are written, `scopeWidening`. */
const gateNames: ReadonlyMap<string, string> = new Map(
  gates.flatMap(({ name }) => [[name, name] as const, [camel(name), name] as const]),
);

export function camel(name: string): string {
  return name.replaceAll(/-([a-z])/g, (_, letter: string) => letter.toUpperCase());
}

/** Reads `gates`. */
export const readGates = (section: YamlValue): Settings =>
  readSettings('gate', section.entries('gates'), gateNames, (name) => gates.find((gate) => gate.name === name));

const unfold = ({ key, value }: YamlEntry): readonly YamlEntry[] =>
  key === 'existing'
    ? value.entries('existing').map((entry) => ({ key: `existing.${entry.key}`, value: entry.value }))
    : [{ key, value }];

const readSettings = (
  kind: 'option' | 'gate',
  entries: readonly YamlEntry[],
  names: ReadonlyMap<string, string>,
  definitionOf: (name: string) => OptionDefinition | undefined,
): Settings => {
  const settings = new Map<string, Setting>();
  for (const { key, value } of entries) {
    const name = names.get(key);
    if (name === undefined) {
      value.wrong(`There is no ${kind} "${key}".`, suggestion(key, [...names.keys()]));
      continue;
    }
    const definition = definitionOf(name);
    if (!definition) {
      value.wrong(`"${key}" is about the whole changeset and cannot be overridden.`, 'Set it in options.');
      continue;
    }
    const earlier = settings.get(name);
    if (earlier) value.wrong(`"${key}" is set already, at ${earlier.origin}.`, 'Keep one of the two.');
    const word = value.word(key);
    const setting = word === undefined ? undefined : { value: word, origin: value.origin };
    const settled = value.check(() => settleOption(definition, setting));
    if (setting && settled) settings.set(name, settled);
  }
  return Object.fromEntries(settings);
};
