import { findType, parentOf, type ResourceType } from '../../catalogue/index.js';

/** What identifies an item, as changes and entries of any format have it. */
export interface Named {
  readonly type: string;
  readonly names: readonly string[];
}

/** `project "OctoFX"`, `runbook "Restart web" of project "OctoFX"`, `variables of project "OctoFX"`: never a key (rules review-words). */
export const calledOf = ({ type, names }: Named): string => {
  const declared = findType(type);
  if (!declared) return `${type} ${names.map(quoted).join(' / ')}`;
  const owner = parentOf(declared);
  const own = beside({ type, names });
  return owner ? `${own} of ${calledOf({ type: owner.name, names: namesOfParent(declared, names) })}` : own;
};

/** How an item is called where what it belongs to is named already: `variables`, `runbook "Restart web"`. */
export const beside = ({ type, names }: Named): string => {
  const declared = findType(type);
  if (!declared) return type;
  if (declared.identity.kind === 'onePerParent') return declared.beside ?? declared.singular;
  return `${declared.singular} ${quoted(names.at(-1) ?? '')}`;
};

/** The same below the item at the top that it belongs to: `process of runbook "Restart web"`; empty for that item itself. */
export const belowOwner = ({ type, names }: Named): string => {
  const declared = findType(type);
  const parent = declared && parentOf(declared);
  if (!declared || !parent) return '';
  const above = belowOwner({ type: parent.name, names: namesOfParent(declared, names) });
  return above === '' ? beside({ type, names }) : `${beside({ type, names })} of ${above}`;
};

const namesOfParent = ({ identity }: ResourceType, names: readonly string[]): readonly string[] =>
  identity.kind === 'onePerParent' ? names : names.slice(0, -1);

const quoted = (name: string): string => `"${name}"`;

/** The heading over things of a type, as the portal has it: `Library variable sets`. */
export const headingOf = (type: string): string => {
  const plural = findType(type)?.plural ?? type;
  return plural.slice(0, 1).toUpperCase() + plural.slice(1);
};

/** `1 project`, `1,200 step templates`. */
export const countOfType = (type: string, count: number): string => {
  const declared = findType(type);
  const noun = count === 1 ? declared?.singular : declared?.plural;
  return `${count.toLocaleString('en')} ${noun ?? type}`;
};
