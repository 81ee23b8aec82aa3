import fc from 'fast-check';
import type { Item, SpaceSnapshot } from '../../../src/model/item.js';
import { isList, isObject, objectsOf, textOf, type JsonObject, type JsonValue } from '../../../src/model/json.js';
import { keyOf, type Key, type TypeName } from '../../../src/model/names.js';
import type { Made } from './words.js';

/*
 * What people change in a space between two syncs. Every edit leaves a space that a server could hold: nothing goes that
 * something else names.
 */

const edit = fc.record({
  what: fc.nat({ max: 999 }),
  item: fc.nat({ max: 99 }),
  at: fc.nat({ max: 99 }),
  word: fc.constantFrom('p', 'q'),
});

type Edit = Made<typeof edit>;

/** A few edits of one space. */
export const edits = (most = 5) => fc.array(edit, { maxLength: most });

export type Edits = readonly Edit[];

/** A space after them; an edit of something that it has not got changes nothing. */
export const edited = (snapshot: SpaceSnapshot, made: Edits): SpaceSnapshot => made.reduce(editedOnce, snapshot);

type Change = (document: JsonObject, one: Edit, space: SpaceSnapshot) => JsonObject;

interface Editor {
  readonly types: readonly TypeName[];
  readonly change: Change;
}

const nth = <One>(list: readonly One[], at: number): One | undefined =>
  list.length === 0 ? undefined : list[at % list.length];

const without = (list: readonly JsonValue[], at: number): readonly JsonValue[] =>
  list.filter((_, index) => index !== at % list.length);

const lacking = (value: JsonValue | undefined, field: string): JsonObject =>
  Object.fromEntries(Object.entries(isObject(value) ? value : {}).filter(([name]) => name !== field));

const inList =
  (field: string, change: (item: JsonObject, one: Edit) => JsonObject | undefined): Change =>
  (document, one) => {
    const list = objectsOf(document[field]);
    if (list.length === 0) return document;
    const at = one.at % list.length;
    return {
      ...document,
      [field]: list.flatMap((item, index) => (index === at ? (change(item, one) ?? []) : [item])),
    };
  };

const added =
  (field: string, build: (word: string) => JsonObject): Change =>
  (document, { word }) => {
    const [list, item] = [objectsOf(document[field]), build(word)];
    const isThere = list.some(({ Name: name }) => name === item['Name']);
    return isThere || !isList(document[field]) ? document : { ...document, [field]: [...list, item] };
  };

/** A server refuses phases that are all optional: an edit that would leave them so changes nothing. */
const keepingPhases =
  (change: Change): Change =>
  (document, one, space) => {
    const next = change(document, one, space);
    const phases = objectsOf(next['Phases']);
    return phases.length > 0 && phases.every((phase) => phase['IsOptionalPhase'] === true) ? document : next;
  };

const processes: readonly TypeName[] = ['deploymentProcesses', 'runbookProcesses'];
const variables: readonly TypeName[] = ['projectVariables', 'libraryVariables'];

const inAction = (change: (action: JsonObject, one: Edit) => JsonObject): Change =>
  inList('Steps', (step, one) => ({ ...step, Actions: objectsOf(step['Actions']).map((own) => change(own, one)) }));

const property = (name: string, valueOf: (word: string) => string | undefined) =>
  inAction((action, { word }) => {
    const others = lacking(action['Properties'], name);
    const value = valueOf(word);
    return { ...action, Properties: value === undefined ? others : { ...others, [name]: value } };
  });

const scoped = (variable: JsonObject, { word }: Edit): JsonObject => {
  const others = lacking(variable['Scope'], 'Role');
  return { ...variable, Scope: word === 'p' ? others : { ...others, Role: ['edited'] } };
};

/** Whether nothing of a space says a name, but for the item itself. */
const isUnnamed = ({ items }: SpaceSnapshot, name: string, own: (item: Item) => boolean): boolean =>
  [...items.values()].every((ofType) =>
    [...ofType.values()].every(
      (item) => own(item) || !JSON.stringify([item.names, item.document]).includes(`${name}"`),
    ),
  );

/** Types whose descriptions people edit. */
export const described = [
  'environments',
  'tenantTagSets',
  'lifecycles',
  'projects',
  'runbooks',
  'tenants',
  'channels',
  'stepTemplates',
] as const;

const editors: readonly Editor[] = [
  {
    types: described,
    change: (document, { word }) =>
      'Description' in document ? { ...document, Description: `edited ${word}` } : document,
  },
  { types: processes, change: property('Octopus.Action.Script.ScriptBody', (word) => `edited ${word}`) },
  { types: processes, change: property('My.Edited', (word) => word) },
  { types: processes, change: property('My.Edited', () => undefined) },
  {
    types: processes,
    change: (document, { word }) =>
      added('Steps', () => ({
        Name: `Step ${word}`,
        Condition: 'Success',
        StartTrigger: 'StartAfterPrevious',
        PackageRequirement: 'LetOctopusDecide',
        Properties: {},
        Actions: [
          {
            Name: `Step ${word}`,
            ActionType: 'Octopus.Script',
            IsDisabled: false,
            IsRequired: false,
            CanBeUsedForProjectVersioning: false,
            WorkerPoolId: null,
            Environments: [],
            ExcludedEnvironments: [],
            Channels: [],
            TenantTags: [],
            Packages: [],
            Properties: { 'Octopus.Action.RunOnServer': 'true', 'Octopus.Action.Script.ScriptBody': word },
          },
        ],
      }))(document, { word, what: 0, item: 0, at: 0 }, nowhere),
  },
  {
    types: processes,
    change: (document, one, space) => {
      const steps = objectsOf(document['Steps']);
      const name = textOf(nth(steps, one.at)?.['Name'] ?? '');
      const isFree = name !== '' && isUnnamed(space, name, ({ type }) => processes.includes(type));
      return isFree ? { ...document, Steps: without(steps, one.at) } : document;
    },
  },
  {
    types: processes,
    change: (document, { at }) => {
      const steps = objectsOf(document['Steps']);
      const first = at % Math.max(1, steps.length);
      return { ...document, Steps: [...steps.slice(first), ...steps.slice(0, first)] };
    },
  },
  {
    types: processes,
    change: inAction((action, { at, word }) => {
      const reference = {
        Name: 'tool',
        PackageId: word,
        FeedId: null,
        AcquisitionLocation: 'Server',
        Properties: {},
      };
      return action['ActionType'] === 'Octopus.Script'
        ? { ...action, Packages: at % 3 === 0 ? [] : [reference] }
        : action;
    }),
  },
  { types: variables, change: inList('Variables', (one, { word }) => (isPlain(one) ? { ...one, Value: word } : one)) },
  { types: variables, change: inList('Variables', (one, { word }) => ({ ...one, Description: word })) },
  { types: variables, change: inList('Variables', () => undefined) },
  { types: variables, change: inList('Variables', scoped) },
  {
    types: variables,
    change: (document, { at, word }) => ({
      ...document,
      Variables: [
        ...objectsOf(document['Variables']),
        {
          Name: at % 2 === 0 ? 'A' : 'C',
          Value: word,
          Type: 'String',
          IsSensitive: false,
          Scope: at % 3 === 0 ? {} : { Role: ['new'] },
          Description: '',
          Prompt: null,
        },
      ],
    }),
  },
  {
    types: ['tenantTagSets'],
    change: added('Tags', (word) => ({ Name: `Tag ${word}`, Color: '#000000', Description: '' })),
  },
  { types: ['tenantTagSets'], change: inList('Tags', (tag, { word }) => ({ ...tag, Description: word })) },
  {
    types: ['tenantTagSets'],
    change: (document, { at }, space) => {
      const tags = objectsOf(document['Tags']);
      const name = textOf(nth(tags, at)?.['Name'] ?? '');
      const isFree = name !== '' && isUnnamed(space, name, ({ type }) => type === 'tenantTagSets');
      return isFree ? { ...document, Tags: without(tags, at) } : document;
    },
  },
  {
    types: ['projects'],
    change: added('Templates', (word) => ({
      Name: `Template ${word}`,
      Label: word,
      HelpText: '',
      DefaultValue: '',
      DisplaySettings: { 'Octopus.ControlType': 'SingleLineText' },
    })),
  },
  { types: ['projects'], change: inList('Templates', (template, { word }) => ({ ...template, HelpText: word })) },
  {
    types: ['projects'],
    change: inList('Templates', (template) =>
      textOf(template['Name'] ?? '').startsWith('Template ') ? undefined : template,
    ),
  },
  {
    types: ['lifecycles'],
    change: keepingPhases(inList('Phases', (phase, { word }) => ({ ...phase, IsOptionalPhase: word === 'p' }))),
  },
  { types: ['lifecycles'], change: keepingPhases(inList('Phases', () => undefined)) },
  {
    types: ['tenantVariables'],
    change: inList('Project', (one, { word }) => (one['Control'] === 'Sensitive' ? one : { ...one, Value: word })),
  },
  {
    types: ['tenantVariables'],
    change: inList('Project', (one) => (one['Control'] === 'Sensitive' ? one : undefined)),
  },
  {
    types: ['runbooks'],
    change: (document, { word }) => ({
      ...document,
      ConnectivityPolicy: {
        ...(isObject(document['ConnectivityPolicy']) ? document['ConnectivityPolicy'] : {}),
        TargetRoles: [word],
      },
    }),
  },
];

const isPlain = ({ Type: type, IsSensitive: isSensitive }: JsonObject): boolean =>
  type === 'String' && isSensitive !== true;

const nowhere: SpaceSnapshot = {
  identity: { url: '', installation: '', space: '', version: '' },
  digest: '' as SpaceSnapshot['digest'],
  items: new Map(),
  lookups: new Map(),
  incomplete: [],
  absent: new Set(),
  files: new Map(),
};

const itemsIn = (space: SpaceSnapshot, types: readonly TypeName[]): readonly Item[] =>
  types.flatMap((type) => [...(space.items.get(type)?.values() ?? [])]);

const editedOnce = (space: SpaceSnapshot, one: Edit): SpaceSnapshot => {
  const editor = one.what % (editors.length + 2);
  if (editor === editors.length) return withEnvironment(space, one);
  if (editor === editors.length + 1) return withoutItem(space, one);
  const { types = [], change = (document: JsonObject) => document } = editors[editor] ?? {};
  const found = nth(itemsIn(space, types), one.item);
  return found ? put(space, { ...found, document: change(found.document, one, space) }) : space;
};

const put = (space: SpaceSnapshot, item: Item): SpaceSnapshot => {
  const ofType = new Map<Key, Item>(space.items.get(item.type)).set(item.key, item);
  return { ...space, items: new Map(space.items).set(item.type, ofType) };
};

const withEnvironment = (space: SpaceSnapshot, { word }: Edit): SpaceSnapshot => {
  const name = `New ${word}`;
  return put(space, {
    type: 'environments',
    names: [name],
    key: keyOf([name]),
    document: {
      Name: name,
      Description: '',
      UseGuidedFailure: false,
      AllowDynamicInfrastructure: false,
      EnvironmentTags: [],
      ExtensionSettings: [],
      SortOrder: 0,
    },
  });
};

/** A whole resource goes that nothing names; with it, what is inside. */
const withoutItem = (space: SpaceSnapshot, { item }: Edit): SpaceSnapshot => {
  const types: readonly TypeName[] = ['environments', 'runbooks', 'tenants', 'channels'];
  const found = nth(itemsIn(space, types), item);
  if (!found || found.document['IsDefault'] === true) return space;
  const isOwn = ({ names }: Item): boolean => found.names.every((name, index) => names[index] === name);
  if (!isUnnamed(space, found.names.at(-1) ?? '', isOwn)) return space;
  const items = [...space.items].map(
    ([type, ofType]) =>
      [type, new Map([...ofType].filter(([, one]) => !(isOwn(one) && isInside(type, found.type))))] as const,
  );
  return { ...space, items: new Map(items) };
};

const isInside = (type: TypeName, of: TypeName): boolean =>
  type === of || (of === 'runbooks' && type === 'runbookProcesses') || (of === 'tenants' && type === 'tenantVariables');
