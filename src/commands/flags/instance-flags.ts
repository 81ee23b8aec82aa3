import { Args, Flags } from '@oclif/core';
import { readFile } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { chooseInstance } from '../../config/choose.js';
import type { Instance } from '../../config/config-file.js';
import { UsageError } from '../../model/errors.js';
import {
  octopus,
  type Connection,
  type GivenProxy,
  type OctopusClient,
  type RequestEvent,
} from '../../octopus/index.js';
import { isSamePlace, type Place } from './place.js';
import { configFlag, readConfig } from './read-config.js';

export const instanceArg = Args.string({
  ignoreStdin: true,
  description: 'Instance of the configuration; or use --url.',
});

/** Which server and space a command talks to, and with which key. A key is never an argument. */
export const instanceFlags = {
  ...configFlag,
  url: Flags.string({ description: 'URL of the Octopus Server.', helpValue: 'URL' }),
  space: Flags.string({
    description: 'Name of the space; by default that of the instance, that of the changeset, or Default.',
    helpValue: 'NAME',
  }),
  'api-key-env': Flags.string({
    description: 'Environment variable that holds the API key; OCTOPUS_API_KEY by default.',
    helpValue: 'VAR',
  }),
  'api-key-file': Flags.string({ description: 'File that holds the API key.', helpValue: 'FILE' }),
  'insecure-http': Flags.boolean({ description: 'Allow plain http to another machine.' }),
};

/** How fast a command may be, how patient, and where its log goes. */
export const paceFlags = {
  'rate-share': Flags.integer({
    description: "Percent of the server's rate budget to take; the rest is left for people.",
    default: 80,
    min: 1,
    max: 100,
    helpGroup: 'SELDOM',
  }),
  'max-requests-per-minute': Flags.integer({
    description: 'A limit for servers that state none.',
    min: 1,
    helpGroup: 'SELDOM',
  }),
  'request-timeout': Flags.integer({
    description: 'Seconds after which a request without an answer is given up.',
    default: 100,
    min: 1,
    helpGroup: 'SELDOM',
  }),
  log: Flags.string({ description: 'File for the log: JSON lines, without secrets.', helpValue: 'FILE' }),
};

interface GivenPace {
  readonly 'rate-share'?: number | undefined;
  readonly 'max-requests-per-minute'?: number | undefined;
  readonly 'request-timeout'?: number | undefined;
}

interface GivenFlags {
  readonly config?: string | undefined;
  readonly url?: string | undefined;
  readonly space?: string | undefined;
  readonly 'api-key-env'?: string | undefined;
  readonly 'api-key-file'?: string | undefined;
  readonly 'insecure-http': boolean;
}

/** A server, the space if a person named one, and where the key is. */
export interface Target {
  readonly url: string;
  readonly space: string | undefined;
  readonly keyIn: { readonly file: string } | { readonly variable: string };
  readonly insecureHttp: boolean;
  /** The proxy to go through, or none; undefined: as the environment says. */
  readonly proxy: GivenProxy | undefined;
}

/**
 * The server that a command for a changeset talks to: the one that a person means, or else that of the only instance of the
 * configuration that has the changeset's URL and space (rules connect-instance). `say` is told which one that is. Throws UsageError
 * if there is none, and if there are several.
 */
export const targetFor = async (
  place: Place,
  name: string | undefined,
  flags: GivenFlags,
  say: (line: string) => void,
): Promise<{ readonly instance: string | undefined; readonly target: Target }> => {
  if (name !== undefined || flags.url !== undefined) return { instance: name, target: await targetOf(name, flags) };
  const config = await readConfig(flags.config);
  const found = [...(config?.instances.values() ?? [])].filter((one) => isSamePlace(one, place)).map((one) => one.name);
  if (found.length > 1)
    throw new UsageError({
      what: `${found.length} instances have the URL and the space of the changeset.`,
      ...(config && { where: config.where }),
      remedy: `Name one of them: ${found.join(', ')}.`,
    });
  const [instance] = found;
  if (config && instance !== undefined)
    say(`Instance "${instance}" of ${config.where} has the URL and the space of the changeset.`);
  return { instance, target: await targetOf(instance, flags) };
};

/**
 * The server that a person means: an instance of the configuration, flags, or both, of which flags win. Throws UsageError
 * if there is neither.
 */
export const targetOf = async (name: string | undefined, flags: GivenFlags): Promise<Target> => {
  const config = name !== undefined || flags.url === undefined ? await readConfig(flags.config) : undefined;
  const instance = name === undefined ? undefined : chooseInstance(config, name);
  const url = flags.url ?? instance?.url;
  if (url === undefined) {
    const names = [...(config?.instances.keys() ?? [])].join(', ');
    throw new UsageError({
      what: 'No server is named.',
      remedy: `Name ${names === '' ? 'an instance of octosync.yml' : `an instance (${names})`}, or use --url.`,
    });
  }
  return {
    url,
    space: flags.space ?? instance?.space,
    keyIn: keyPlace(flags, instance, dirname(config?.where ?? '.')),
    insecureHttp: flags['insecure-http'] || (instance?.insecureHttp ?? false),
    proxy: instance && proxyOf(instance),
  };
};

/** The proxy that an instance names (rules connect-proxy). Throws UsageError for a variable that holds none. */
const proxyOf = ({ name, proxy, proxyEnv }: Instance): GivenProxy | undefined => {
  if (proxyEnv === undefined)
    return proxy === undefined ? undefined : { value: proxy, setIn: `proxy of instance "${name}"` };
  const value = process.env[proxyEnv]?.trim() ?? '';
  if (value !== '') return { value, setIn: proxyEnv };
  throw new UsageError({
    what: `The environment variable ${proxyEnv} holds no proxy.`,
    where: `proxyEnv of instance "${name}"`,
    remedy: 'Set it to the URL of the proxy, or to none to go straight to the server.',
  });
};

interface KeyPlaces {
  readonly apiKeyEnv?: string | undefined;
  readonly apiKeyFile?: string | undefined;
}

const keyPlace = (flags: GivenFlags, instance: KeyPlaces | undefined, folder: string): Target['keyIn'] => {
  const { 'api-key-file': file, 'api-key-env': variable } = flags;
  if (file !== undefined) return { file };
  if (variable !== undefined) return { variable };
  if (instance?.apiKeyFile !== undefined) return { file: resolve(folder, instance.apiKeyFile) };
  return { variable: instance?.apiKeyEnv ?? 'OCTOPUS_API_KEY' };
};

/** A client for the server a person named. Throws UsageError if there is no key. */
export const connectTo = async (
  target: Target,
  concurrency: number,
  onEvent?: (event: RequestEvent) => void,
  pace: GivenPace = {},
): Promise<OctopusClient> =>
  octopus({
    ...wayTo(target),
    apiKey: await findKey(target.keyIn),
    concurrency,
    maxRequestsPerMinute: pace['max-requests-per-minute'],
    ...(pace['rate-share'] !== undefined && { rateShare: pace['rate-share'] }),
    ...(pace['request-timeout'] !== undefined && { timeout: 1000 * pace['request-timeout'] }),
    ...(onEvent && { onEvent }),
  });

/** How a server is reached: all but the key. */
export const wayTo = ({ url, insecureHttp, proxy }: Target): Omit<Connection, 'apiKey'> => ({
  url,
  insecureHttp,
  proxy,
});

/** The API key at a place. Throws UsageError where there is none. */
export const findKey = async (place: Target['keyIn']): Promise<string> => {
  if ('file' in place) {
    return readFile(place.file, 'utf8').then(
      (text) => text.trim(),
      () => {
        throw new UsageError({
          what: 'The file with the API key cannot be read.',
          where: place.file,
          remedy: 'Check --api-key-file, or apiKeyFile of the instance.',
        });
      },
    );
  }
  const key = process.env[place.variable]?.trim();
  if (key !== undefined && key !== '') return key;
  throw new UsageError({
    what: `The environment variable ${place.variable} holds no API key.`,
    remedy: `Set it, name another one with --api-key-env, or a file with --api-key-file.`,
  });
};
