import type { TypeName } from '../model/names.js';
import type { Reason } from '../model/reason.js';
import {
  gates as knownGates,
  generalOptions,
  type GateName,
  type GeneralOption,
  type SwitchOption,
  type Written,
} from './options.js';
import type { Setting, SyncSettings } from './settings.js';

/* The door to the options for whoever decides by them: a name that is no option does not compile. */

/** What an option says: whether it is on, or one of its words. */
export type Chosen<Name extends GeneralOption> = Name extends SwitchOption ? boolean : Written<Name>;

type Options = Pick<SyncSettings, 'options'>;

export const chosen = <Name extends GeneralOption>(settings: Options, name: Name): Chosen<Name> => {
  const { value } = settingOf(settings, name);
  // Settings are made by `settle`, which lets no other value in.
  return (switches.has(name) ? value === 'true' : value) as Chosen<Name>;
};

/** The reason for what an option decided. */
export const because = (settings: Options, name: GeneralOption, says: string): Reason => {
  const { value, origin } = settingOf(settings, name);
  return { rule: name, value, origin, says };
};

/** The same settings with another value of an option, which nobody chose. */
export const withChoice = <Name extends GeneralOption>(
  settings: SyncSettings,
  name: Name,
  value: Written<Name>,
): SyncSettings => ({ ...settings, options: { ...settings.options, [name]: { value, origin: 'default' } } });

const settingOf = ({ options }: Options, name: GeneralOption): Setting =>
  options[name] ?? { value: defaults.get(name) ?? '', origin: 'default' };

const defaults: ReadonlyMap<string, string> = new Map(generalOptions.map((option) => [option.name, option.default]));

const switches: ReadonlySet<string> = new Set(
  generalOptions.filter(({ values }) => values.join() === 'true,false').map(({ name }) => name),
);

/** What happens to items that exist already. */
export type ExistingMode = 'leave' | 'update';

export const existingOption = <Type extends TypeName>(type: Type): `existing.${Type}` => `existing.${type}`;

/** What happens to existing items of a type; `otherwise` where nobody can choose. */
export const chosenExisting = (
  { options }: Options,
  type: TypeName,
  otherwise: ExistingMode,
): Setting<ExistingMode> => {
  const own = options[existingOption(type)];
  if (!own) return { value: otherwise, origin: 'default' };
  return { value: own.value === 'update' ? 'update' : 'leave', origin: own.origin };
};

/** How far a gate lets changes through. */
export const limitOf = ({ gates }: Pick<SyncSettings, 'gates'>, name: GateName): string =>
  gates[name]?.value ?? limits.get(name) ?? '';

const limits: ReadonlyMap<string, string> = new Map(knownGates.map((gate) => [gate.name, gate.default]));
