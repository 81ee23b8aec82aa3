import type { PublishedName } from '../model/names.js';
import { quoted, withCapital } from '../model/sentences.js';
import { findType, parentOf, type ResourceType } from './index.js';

/** What identifies an item, as changes and entries of any format have it. */
export interface Named {
  readonly type: string;
  readonly names: readonly string[];
}

/** `project "OctoFX"`, `runbook "Restart web" of project "OctoFX"`, `variables of project "OctoFX"`: never a key (rules review-words). */
export const calledOf = ({ type, names }: Named): string => {
  const declared = findType(type);
  if (!declared) return `${nounOf(type)} ${names.map((name) => quoted(name)).join(' / ')}`;
  const owner = parentOf(declared);
  const own = beside({ type, names });
  return owner ? `${own} of ${calledOf({ type: owner.name, names: namesOfParent(declared, names) })}` : own;
};

/** One thing of a type, or inside one, in Octopus' own words: `library variable set`, `tenant tag`. */
export const nounOf = (type: string): string => findType(type)?.singular ?? insideNouns[type]?.[0] ?? type;

/** Several of them: `library variable sets`, `tenant tags`. */
export const nounsOf = (type: string): string => findType(type)?.plural ?? insideNouns[type]?.[1] ?? type;

const nounsInside: Readonly<Record<PublishedName, readonly [one: string, many: string]>> = {
  actionPackages: ['package of a step', 'packages of steps'],
  actions: ['step', 'steps'],
  libraryTemplates: ['variable template', 'variable templates'],
  processOwners: ['process', 'processes'],
  projectTemplates: ['variable template', 'variable templates'],
  tags: ['tag', 'tags'],
};

const insideNouns: Readonly<Record<string, readonly [one: string, many: string]>> = nounsInside;

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

/** The heading over things of a type, as the portal has it: `Library variable sets`. */
export const headingOf = (type: string): string => withCapital(nounsOf(type));
