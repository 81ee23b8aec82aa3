import { isList, isObject, type JsonObject } from '../../src/model/json.js';
import type { Item, SpaceSnapshot } from '../../src/model/item.js';
import { itemId } from '../../src/model/names.js';
import { everything } from '../builders/everything.js';

/** What the second of two syncs is made with: everything follows, and what the source has removed goes. */
export const everythingFollows: Readonly<Record<string, string>> = {
  ...everything,
  ...Object.fromEntries(
    [
      ...['tenant-tag-sets', 'environments', 'project-groups', 'external-feeds', 'proxies', 'machine-policies'],
      ...['teams', 'script-modules', 'lifecycles', 'tenants', 'accounts', 'workers', 'step-templates', 'targets'],
      ...['library-variable-sets', 'projects', 'channels', 'runbooks', 'deployment-settings', 'triggers'],
    ].map((type) => [`existing-${type}`, 'update']),
  ),
  'existing-steps': 'update',
  'overwrite-existing-variables': 'true',
  'overwrite-existing-lifecycles-phases': 'true',
  'overwrite-existing-custom-step-templates': 'true',
  'process-cloning-option': 'SourceOnly',
  removals: 'apply',
  'max-update-percent': 'none',
};

/** What is there on the second day only. */
const isNew = ({ type, names: [first = '', second = ''] }: Item): boolean =>
  ['Bugfix', 'Website', 'Umbrella', 'Search', 'Queues', 'OctoFX Reports', 'Frankfurt', 'linux-worker-1'].includes(
    first,
  ) ||
  second === 'Restart at night' ||
  type === 'teamRoles';

const text = (value: string): JsonObject => ({
  ...{ Description: '', IsSensitive: false, Prompt: null, Scope: {}, Type: 'String', Value: value },
});

const listOf = (document: JsonObject, field: string): readonly JsonObject[] => {
  const list = document[field];
  return isList(list) ? list.filter(isObject) : [];
};

/** What a document says on the first day, where it says something else. */
const mondays: Readonly<Record<string, (document: JsonObject) => JsonObject>> = {
  'environments/Demo': () => ({ Description: 'On Monday.' }),
  'accounts/Ledger': () => ({ Username: 'monday' }),
  'lifecycles/Hotfix': () => ({ Description: 'On Monday.' }),
  'teams/QA': () => ({ Description: 'On Monday.' }),
  'tenants/Internal': () => ({ TenantTags: [], Description: 'On Monday.' }),
  'targets/octofx-web-1': () => ({ Roles: ['octofx-web', 'monday'] }),
  'scriptModuleSources/Web helpers': (document) => ({
    Variables: listOf(document, 'Variables').map((one, index) => (index === 0 ? { ...one, Value: 'exit' } : one)),
  }),
  'tenantVariables/Internal': (document) => ({
    Common: listOf(document, 'Common').map((one) =>
      one['TemplateId'] === 'Customer.Currency' ? { ...one, Value: 'EUR' } : one,
    ),
  }),
  'libraryVariables/Databases': (document) => ({
    Variables: [
      ...listOf(document, 'Variables').filter(({ Name: name }) => name !== 'Databases.Host'),
      { Name: 'Databases.Old', ...text('gone on Tuesday') },
    ],
  }),
  'projectVariables/OctoFX': (document) => ({
    Variables: [
      ...listOf(document, 'Variables').map((one) => (one['Name'] === 'Web.Log' ? { ...one, Value: 'brief' } : one)),
      { Name: 'Monday.Only', ...text('gone on Tuesday') },
    ],
  }),
  'deploymentProcesses/OctoFX': (document) => ({
    Steps: listOf(document, 'Steps').map((step, index) => (index === 0 ? { ...step, Condition: 'Always' } : step)),
  }),
  'deploymentSettings/OctoFX': () => ({ ReleaseNotesTemplate: 'On Monday.' }),
  'runbooks/OctoFX/Restart web': () => ({ Description: 'On Monday.' }),
};

/** The roles of a team are written one by one: the second day has two. */
const tuesdays: Readonly<Record<string, (document: JsonObject) => JsonObject>> = {
  'teamRoles/QA': (document) => ({
    Roles: listOf(document, 'Roles').flatMap((role) => [role, { ...role, UserRoleId: 'userroles-projectviewer' }]),
  }),
};

const edited = (
  snapshot: SpaceSnapshot,
  says: Readonly<Record<string, (document: JsonObject) => JsonObject>>,
  isThere: (item: Item) => boolean,
): SpaceSnapshot => ({
  ...snapshot,
  items: new Map(
    [...snapshot.items].map(([type, items]) => [
      type,
      new Map(
        [...items]
          .filter(([, item]) => isThere(item))
          .map(([key, item]) => {
            const more = says[itemId(item.type, item.names)]?.(item.document) ?? {};
            return [key, { ...item, document: { ...item.document, ...more } }];
          }),
      ),
    ]),
  ),
});

/** A space as it is on two days: between them things came, changed, and were removed. */
export const twoDays = (space: SpaceSnapshot): { readonly monday: SpaceSnapshot; readonly tuesday: SpaceSnapshot } => {
  const tuesday = edited(space, tuesdays, () => true);
  return { monday: edited(tuesday, mondays, (item) => !isNew(item)), tuesday };
};
