import { findType } from '../catalogue/index.js';
import { mappable, options, selectable, wholeOptions } from './options.js';
import { gates, type OptionDefinition } from '../settings/options.js';
import { ignoredSides } from '../settings/settings.js';
import { familyNames, formerNamesOf, formerSelectionsOf } from './predecessor.js';
import { presetNames } from './presets.js';
import { camel } from './read-options.js';
import { variablePattern } from './read-notify.js';
import { refPattern } from '../model/git-refs.js';
import { notifyShapes, notifyTimes } from '../model/notify-words.js';
import { proxyPattern } from './read-proxy.js';
import { agePattern, requireSignatures, requireTimes } from './read-require.js';

type Schema = Readonly<Record<string, unknown>>;

const object = (properties: Readonly<Record<string, Schema>>, more: Schema = {}): Schema => ({
  type: 'object',
  additionalProperties: false,
  properties,
  ...more,
});

const text: Schema = { type: 'string', pattern: '\\S' };
const list: Schema = { type: 'array', items: text };
const filter: Schema = { anyOf: [{ type: 'string' }, list] };
/** What holds nothing may be empty: everything in it may be commented out. */
const orNothing = (schema: Schema): Schema => ({ ...schema, type: [schema['type'], 'null'] });

/** The JSON Schema of `octosync.yml`, for editors. What it accepts in form, `parseConfig` accepts too. */
export const configSchema = (): Schema => ({
  $schema: 'http://json-schema.org/draft-07/schema#',
  title: 'octosync.yml',
  description: 'The configuration of octosync: docs/configuration.md.',
  ...object({
    instances: {
      type: 'object',
      description: 'The servers there are, by a name of yours.',
      minProperties: 1,
      additionalProperties: instance,
    },
    syncs: {
      type: 'object',
      description: 'What is synced from one instance to another, by a name of yours.',
      minProperties: 1,
      additionalProperties: sync(),
    },
    ignore: { ...ignored, description: 'What no sync looks at, why and until when: docs/ignoring.md.' },
    notify: orNothing({
      type: 'array',
      description: 'The webhooks that are told of the end of plan, apply and verify: docs/notifications.md.',
      items: object(
        {
          urlEnv: {
            type: 'string',
            pattern: variablePattern,
            description: 'The environment variable that holds the URL, which is a secret.',
          },
          shape: { enum: notifyShapes, default: 'generic', description: 'The form of the message.' },
          when: {
            enum: notifyTimes,
            default: 'changes',
            description: 'When: where there is something to look at, always, or where it failed.',
          },
        },
        { required: ['urlEnv'] },
      ),
    }),
  }),
  definitions: Object.fromEntries([...options, ...gates].map((option) => [option.name, valueOf(option)])),
});

const requirement = (): Schema => {
  const fields = object({
    approvals: { type: 'integer', minimum: 1, description: 'How many people must approve; 1 by default.' },
    from: {
      anyOf: [text, { ...list, minItems: 1 }],
      description: 'Who may approve; with signed: ssh also the file of allowed signers, relative to this one.',
    },
    when: { enum: requireTimes, description: 'Of which changesets it is required; always by default.' },
    notByAuthor: { type: 'boolean', description: 'Whether who made the changeset does not count.' },
    maxAge: {
      type: 'string',
      pattern: agePattern,
      description: 'How old an approval may be: 14d, 12h, 30m; at most ten years.',
    },
    signed: { enum: requireSignatures, description: 'How an approval is signed; none by default.' },
    signers: { ...text, description: 'With signed: ssh, the file of allowed signers, where from lists names.' },
  });
  return { ...fields, description: 'What it requires of whoever applies to it: docs/approval-policy.md.' };
};

const instance = object(
  {
    url: { type: 'string', pattern: '^https?://', description: 'URL of the Octopus Server.' },
    space: { ...text, description: 'Name of the space; Default by default.' },
    apiKeyEnv: {
      type: 'string',
      pattern: '^[A-Za-z_]\\w*$',
      description: 'Environment variable that holds the API key; OCTOPUS_API_KEY by default.',
    },
    apiKeyFile: { ...text, description: 'File that holds the API key, relative to this one.' },
    insecureHttp: { type: 'boolean', description: 'Whether plain http to another machine is allowed.' },
    proxy: {
      type: 'string',
      pattern: proxyPattern,
      description: 'Proxy to go through, or none; without user and password. HTTPS_PROXY and HTTP_PROXY by default.',
    },
    proxyEnv: {
      type: 'string',
      pattern: '^[A-Za-z_]\\w*$',
      description: 'Environment variable that holds the URL of the proxy, with user and password.',
    },
    caFile: { ...text, description: 'File, in PEM, with certification authorities to trust beside the usual ones.' },
    clientCertFile: { ...text, description: 'File, in PEM, with the client certificate to show.' },
    clientKeyFile: { ...text, description: 'File, in PEM, with the private key to it.' },
    gitRefs: {
      type: ['object', 'null'],
      description:
        'At which ref of its repository a project is read, by its name or by wildcards: docs/git-projects.md.',
      additionalProperties: { type: 'string', pattern: refPattern },
    },
    require: orNothing(requirement()),
  },
  { required: ['url'] },
);

const ignored: Schema = {
  type: ['array', 'null'],
  items: object(
    {
      at: {
        type: 'string',
        pattern: '^\\s*[^/#!][^/#]*/[^#]*[^#\\s][^#]*(#.*\\S.*)?$',
        description: 'The item, and a place in it where not all of it is meant: projects/OctoFX#/Description.',
      },
      side: {
        enum: [...ignoredSides],
        default: 'destination',
        description:
          'destination: what the destination has its own way stays; any: what only the source has stays away, too.',
      },
      reason: { ...text, description: 'Why.' },
      until: {
        type: 'string',
        pattern: '^\\d{4}-\\d{2}-\\d{2}$',
        description: 'The last day on which it holds. After that it is an error until somebody decides anew.',
      },
    },
    { required: ['at', 'reason'] },
  ),
};

const sync = (): Schema =>
  object(
    {
      source: { ...text, description: 'The instance that is followed.' },
      destination: { ...text, description: 'The instance that follows.' },
      preset: { enum: presetNames, description: 'A use case, with options that suit it: docs/use-cases.md.' },
      base: {
        ...text,
        description: 'What the source said when it was last synced: a directory of its own, or git. docs/three-way.md.',
      },
      select: orNothing(object(selections())),
      dependencies: defined('dependencies'),
      map: orNothing(object(Object.fromEntries(mappable.map((type) => [type, mappings(type)])))),
      options: orNothing(object({ ...optionProperties(), ...family })),
      overrides: { type: ['array', 'null'], items: override() },
      gates: orNothing(
        object(
          Object.fromEntries(
            gates.flatMap((gate) => [gate.name, camel(gate.name)].map((key) => [key, defined(gate.name)])),
          ),
        ),
      ),
      ignore: { ...ignored, description: 'What this sync does not look at, why and until when: docs/ignoring.md.' },
      ...family,
    },
    { required: ['source', 'destination'] },
  );

const family: Readonly<Record<string, Schema>> = Object.fromEntries(
  familyNames.map((name) => [name, /^parent/i.test(name) ? text : { anyOf: [text, { ...list, minItems: 1 }] }]),
);

const selections = (): Readonly<Record<string, Schema>> =>
  Object.fromEntries(
    selectable.flatMap(({ type, singular, default: nothingSaid }) =>
      [type, ...formerSelectionsOf(type)].map((key) => [
        key,
        { ...filter, description: `Each ${singular} to sync; ${nothingSaid.join(', ') || 'none'} by default.` },
      ]),
    ),
  );

const mappings = (type: string): Schema => ({
  type: ['object', 'null'],
  description: 'Names on the source, and what they are called on the destination.',
  additionalProperties: findType(type)?.selecting.mapsToSeveral ? { anyOf: [text, { ...list, minItems: 1 }] } : text,
});

const optionProperties = (refused: readonly string[] = []): Readonly<Record<string, Schema>> => {
  const offered = options.filter(({ name }) => !refused.includes(name));
  const existing = offered.flatMap((option) => {
    const type = /^existing\.(.+)$/.exec(option.name)?.[1];
    return type === undefined ? [] : [[type, defined(option.name)] as const];
  });
  return {
    ...Object.fromEntries(
      offered.flatMap((option) =>
        [option.name, ...formerNamesOf(option.name)].map((key) => [key, defined(option.name)]),
      ),
    ),
    existing: orNothing(object(Object.fromEntries(existing))),
  };
};

const override = (): Schema =>
  object(
    {
      match: object(
        Object.fromEntries(['type', 'project', 'librarySet', 'step', 'variable'].map((field) => [field, filter])),
        { minProperties: 1, description: 'What it is about: filters; what is not given matches everything.' },
      ),
      options: object(optionProperties(wholeOptions), { minProperties: 1 }),
    },
    { required: ['match', 'options'] },
  );

/** An option has several names, and may stand in options and in overrides. */
const defined = (name: string): Schema => ({ $ref: `#/definitions/${name}` });

const valueOf = ({ values, about, default: nothingSaid }: OptionDefinition): Schema => {
  const says = { description: about, default: asYaml(nothingSaid) };
  if (values.length === 0)
    return {
      anyOf: [{ type: 'integer', minimum: 0 }, { type: 'string', pattern: '^\\d+$' }, { const: nothingSaid }],
      ...says,
    };
  return { enum: values.flatMap((value) => (asYaml(value) === value ? [value] : [asYaml(value), value])), ...says };
};

/** `true` and `false` as YAML has them. */
const asYaml = (value: string): unknown => (value === 'true' ? true : value === 'false' ? false : value);
