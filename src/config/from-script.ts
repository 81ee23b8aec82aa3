import { readCommandLine, type Parameter, type Word } from './command-line.js';
import type { TypeName } from '../model/names.js';
import { options, selectable } from './options.js';
import { familyType, successors, type Successor } from './predecessor.js';
import { isServerUrl } from './read-instances.js';
import { settleOption, splitFilter } from './settle.js';
import { emptyStarter, type Starter, type StarterInstance } from './starter.js';

/** A configuration while it is made of parameters. */
interface Draft {
  readonly source: { url: string; space: string };
  readonly destination: { url: string; space: string };
  readonly select: Map<string, readonly string[]>;
  readonly options: Map<string, string>;
  readonly notes: string[];
  parent?: string;
  children?: readonly string[];
}

/**
 * Makes a configuration of a command line of the predecessor's. No API key and no password gets into it: what a note
 * tells of a parameter is its name. Throws UsageError for a text that holds no such command.
 */
export const starterFromScript = (text: string): Starter => {
  const draft: Draft = {
    source: { ...emptyStarter.source },
    destination: { ...emptyStarter.destination },
    select: new Map(),
    // The predecessor took over the content of existing steps, whatever its documents say.
    options: new Map([['existingSteps', 'update']]),
    notes: ['existingSteps: update is what the predecessor did, whatever its documents say.'],
  };
  const seen = new Set<string>();
  for (const parameter of readCommandLine(text)) {
    const found = successorOf(parameter);
    if (!found) draft.notes.push(`-${parameter.name} is no parameter that octosync knows: look at it yourself.`);
    else if (seen.has(found.name.toLowerCase()))
      draft.notes.push(`-${found.name} is there twice: the first one counts.`);
    else take(draft, found);
    if (found) seen.add(found.name.toLowerCase());
  }
  return { ...withFamily(draft), notes: draft.notes };
};

interface Found {
  readonly name: string;
  readonly successor: Successor;
  readonly values: readonly Word[];
}

/** PowerShell lets parameters be abbreviated, and people let spaces slip into them: `-DestinationSpace Name "…"`. */
const successorOf = ({ name, values }: Parameter): Found | undefined => {
  const exact = successors.get(name.toLowerCase());
  if (exact) return { name, successor: exact, values };
  const [first, ...rest] = values;
  const joined = first && rest.length > 0 ? successors.get(`${name}${first.text}`.toLowerCase()) : undefined;
  if (first && joined) return { name: `${name}${first.text}`, successor: joined, values: rest };
  const [only, ...more] = [...successors].filter(([parameter]) => parameter.startsWith(name.toLowerCase()));
  return only && more.length === 0 ? { name, successor: only[1], values } : undefined;
};

const take = (draft: Draft, { name, successor, values }: Found): void => {
  if (successor.kind === 'otherwise') {
    draft.notes.push(`-${name} is not needed: ${successor.instead}.`);
    return;
  }
  if (successor.kind === 'key') {
    const variable = `${successor.side.toUpperCase()}_API_KEY`;
    draft.notes.push(`-${name} was left out: keys are in no file. Set the environment variable ${variable}.`);
    return;
  }
  if (values.some(({ computed }) => computed)) {
    draft.notes.push(`-${name} is computed by the script: write its value yourself.`);
    return;
  }
  const texts = values.map(({ text }) => text.trim()).filter((text) => text !== '');
  if (texts.length > 0) takeTexts(draft, name, successor, texts);
};

const isByNameOnly = (type: TypeName): boolean => selectable.some((one) => one.type === type && one.byNameOnly);

const takeTexts = (
  draft: Draft,
  name: string,
  successor: Exclude<Successor, { readonly kind: 'otherwise' | 'key' }>,
  texts: readonly string[],
): void => {
  const items = texts.flatMap(splitFilter);
  const [only = ''] = texts;
  switch (successor.kind) {
    case 'select':
      draft.select.set(successor.type, isByNameOnly(successor.type) ? namesOnly(draft, items) : items);
      return;
    case 'option':
      takeOption(draft, name, successor.option, only);
      break;
    case 'instance':
      draft[successor.side][successor.field] = only;
      break;
    case 'parent':
      draft.parent = only;
      break;
    case 'children':
      draft.children = items;
      return;
  }
  if (texts.length > 1) draft.notes.push(`-${name} has more than one value: the first one counts.`);
};

/** `Name::Password`: the names. What has no such form beside what has is part of a password. */
const namesOnly = (draft: Draft, items: readonly string[]): readonly string[] => {
  const pairs = items.filter((item) => item.includes('::'));
  if (pairs.length === 0) return items.filter((item) => !/[*?]|^all$/i.test(item));
  draft.notes.push('Passwords of certificates were left out: they go to the file of secrets (apply --secrets).');
  if (pairs.length < items.length)
    draft.notes.push(
      '-CertificatesToClone holds more than names and passwords: check which certificates are selected.',
    );
  return pairs.map((pair) => pair.slice(0, pair.indexOf('::')).trim()).filter((name) => name !== '');
};

const takeOption = (draft: Draft, name: string, option: string, value: string): void => {
  const definition = options.find((one) => one.name === option);
  const known = definition?.values.some((allowed) => allowed.toLowerCase() === value.toLowerCase());
  if (!definition || !known) {
    draft.notes.push(`-${name} has a value that ${option} does not have: look at it yourself.`);
    return;
  }
  draft.options.set(option, settleOption(definition, { value, origin: 'flag' }).value);
};

const withFamily = ({ parent, children, notes, source, destination, select, options: own }: Draft): Starter => {
  const starter = {
    source: checked(source, 'source', notes),
    destination: checked(destination, 'destination', notes),
    select,
    options: own,
    notes,
  };
  if (parent === undefined && children === undefined) return starter;
  if (
    parent === undefined ||
    !children ||
    [parent, ...children].some((name) => /[*?]/.test(name) || name.toLowerCase() === 'all')
  ) {
    notes.push(
      '-ParentProjectName and -ChildProjectsToSync: mappings have no wildcards. Name each one in map.projects.',
    );
    return starter;
  }
  // The predecessor skipped all other projects then.
  if (select.has(familyType)) notes.push('-ProjectsToClone does not count beside -ParentProjectName.');
  select.set(familyType, [parent]);
  return { ...starter, family: { parent, children } };
};

const checked = (instance: StarterInstance, side: string, notes: string[]): StarterInstance => {
  if (isServerUrl(instance.url)) return instance;
  notes.push(`The URL of the ${side} is none: write it yourself.`);
  return { ...instance, url: `https://${side}.example.com` };
};
