import { Args, Flags } from '@oclif/core';
import { readFile } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { chooseInstance } from '../../config/choose.js';
import type { Instance } from '../../config/config-file.js';
import type { GitRef } from '../../model/git-refs.js';
import { UsageError } from '../../model/errors.js';
import {
  octopus,
  type Connection,
  type GivenProxy,
  type OctopusClient,
  type RequestEvent,
  type TlsFiles,
} from '../../octopus/index.js';
import { isSamePlace, type Place } from '../../library/place.js';
import { readConfig } from '../../library/read-config.js';
import { configFlag } from './read-config.js';

export const instanceArg = Args.string({
  ignoreStdin: true,
  description: 'Instance of the configuration; or use --url.',
});

/** Which server and space a command talks to, and with which key. A key is never an argument. */
export const instanceFlags = {
  ...configFlag,
  url: Flags.string({ description: 'URL of the Octopus Server; OCTOPUS_URL by default.', helpValue: 'URL' }),
  space: Flags.string({
    description:
      'Name of the space; by default that of the instance, that of the changeset, OCTOPUS_SPACE, or Default.',
    helpValue: 'NAME',
  }),
  'api-key-env': Flags.string({
    description: 'Environment variable that holds the API key; OCTOPUS_API_KEY by default, else OCTOPUS_ACCESS_TOKEN.',
    helpValue: 'VAR',
    helpGroup: 'SERVER',
  }),
  'api-key-file': Flags.string({ description: 'File that holds the API key.', helpValue: 'FILE', helpGroup: 'SERVER' }),
  'insecure-http': Flags.boolean({ description: 'Allow plain http to another machine.', helpGroup: 'SERVER' }),
  'ca-file': Flags.string({
    description: 'CAs to trust beside the usual ones, in PEM.',
    helpValue: 'FILE',
    helpGroup: 'SERVER',
  }),
  'client-cert-file': Flags.string({
    description: 'Client certificate to show, in PEM.',
    helpValue: 'FILE',
    helpGroup: 'SERVER',
  }),
  'client-key-file': Flags.string({
    description: 'Private key to the client certificate.',
    helpValue: 'FILE',
    helpGroup: 'SERVER',
  }),
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
  readonly 'ca-file'?: string | undefined;
  readonly 'client-cert-file'?: string | undefined;
  readonly 'client-key-file'?: string | undefined;
}

/** A server, the space if a person named one, and where the key is. */
export interface Target {
  readonly url: string;
  readonly space: string | undefined;
  /** A variable that nobody named may be empty where another holds an access token. */
  readonly keyIn: { readonly file: string } | { readonly variable: string; readonly orToken?: string };
  readonly insecureHttp: boolean;
  /** The proxy to go through, or none; undefined: as the environment says. */
  readonly proxy: GivenProxy | undefined;
  readonly tls: TlsFiles;
  /** At which refs projects in Git are read. */
  readonly gitRefs: readonly GitRef[];
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
  const url = flags.url ?? instance?.url ?? fromEnvironment('OCTOPUS_URL');
  if (url === undefined) {
    const names = [...(config?.instances.keys() ?? [])].join(', ');
    throw new UsageError({
      what: 'No server is named.',
      remedy: `Name ${names === '' ? 'an instance of octosync.yml' : `an instance (${names})`}, or use --url or OCTOPUS_URL.`,
    });
  }
  const folder = dirname(config?.where ?? '.');
  return {
    url,
    space: flags.space ?? instance?.space,
    keyIn: keyPlace(flags, instance, folder),
    insecureHttp: flags['insecure-http'] || (instance?.insecureHttp ?? false),
    proxy: instance && proxyOf(instance),
    tls: tlsOf(flags, instance, folder),
    gitRefs: instance?.gitRefs ?? [],
  };
};

/** What a variable of Octopus' own holds, which its command line and its login action set (rules connect-variables). */
export const fromEnvironment = (name: string): string | undefined => {
  const value = process.env[name]?.trim() ?? '';
  return value === '' ? undefined : value;
};

/** Files of flags are found from here, those of an instance from its configuration. A client's own pair stays a pair. */
const tlsOf = (flags: GivenFlags, instance: Instance | undefined, folder: string): TlsFiles => {
  const beside = (file: string | undefined): string | undefined => file && resolve(folder, file);
  const { 'ca-file': ca, 'client-cert-file': cert, 'client-key-file': key } = flags;
  const own = cert !== undefined || key !== undefined;
  return {
    caFile: ca ?? beside(instance?.caFile),
    clientCertFile: own ? cert : beside(instance?.clientCertFile),
    clientKeyFile: own ? key : beside(instance?.clientKeyFile),
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
  if (instance?.apiKeyEnv !== undefined) return { variable: instance.apiKeyEnv };
  return { variable: 'OCTOPUS_API_KEY', orToken: 'OCTOPUS_ACCESS_TOKEN' };
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
    ...(await findSecret(target.keyIn)),
    concurrency,
    maxRequestsPerMinute: pace['max-requests-per-minute'],
    ...(pace['rate-share'] !== undefined && { rateShare: pace['rate-share'] }),
    ...(pace['request-timeout'] !== undefined && { timeout: 1000 * pace['request-timeout'] }),
    ...(onEvent && { onEvent }),
  });

/** How a server is reached: all but the key. */
export const wayTo = ({ url, insecureHttp, proxy, tls }: Target): Omit<Connection, 'apiKey' | 'accessToken'> => ({
  url,
  insecureHttp,
  proxy,
  tls,
});

/** The API key at a place, or the access token. Throws UsageError where there is none. */
export const findSecret = async (
  place: Target['keyIn'],
): Promise<{ readonly apiKey: string } | { readonly accessToken: string }> => {
  if ('file' in place) {
    return readFile(place.file, 'utf8').then(
      (text) => ({ apiKey: text.trim() }),
      () => {
        throw new UsageError({
          what: 'The file with the API key cannot be read.',
          where: place.file,
          remedy: 'Check --api-key-file, or apiKeyFile of the instance.',
        });
      },
    );
  }
  const apiKey = fromEnvironment(place.variable);
  if (apiKey !== undefined) return { apiKey };
  const accessToken = place.orToken === undefined ? undefined : fromEnvironment(place.orToken);
  if (accessToken !== undefined) return { accessToken };
  throw new UsageError({
    what: `The environment variable ${place.variable} holds no API key.`,
    remedy: `Set it, name another one with --api-key-env, or a file with --api-key-file.`,
  });
};
