import type { GitRef } from '../model/git-refs.js';
import { urlIn } from '../model/url-in.js';
import type { Origin } from '../settings/settings.js';
import { readGitRefs } from './read-git-refs.js';
import { readProxy, type ProxySettings } from './read-proxy.js';
import { readRequire, type Requirement } from './read-require.js';
import type { YamlValue } from './yaml-value.js';

/** Files of an instance about TLS, relative to the configuration: further CAs, and what the client shows of itself. */
const tlsFiles = ['caFile', 'clientCertFile', 'clientKeyFile'] as const;

/** A server and a space on it, and where its key is; never the key. */
export interface Instance extends ProxySettings, Partial<Record<(typeof tlsFiles)[number], string | undefined>> {
  readonly name: string;
  readonly url: string;
  readonly space: string;
  /** The environment variable that holds the API key. */
  readonly apiKeyEnv?: string | undefined;
  /** The file that holds the API key, relative to the configuration. */
  readonly apiKeyFile?: string | undefined;
  readonly insecureHttp: boolean;
  /** At which refs projects in Git are read, in the order of the file; at their default branches where none is named. */
  readonly gitRefs?: readonly GitRef[] | undefined;
  /** What it requires of whoever applies to it. */
  readonly require?: Requirement | undefined;
  readonly origin: Origin;
}

const noKeys = 'An API key is in no file: name an environment variable with apiKeyEnv, or a file with apiKeyFile.';

/** What people write for a key, and must not. */
const instead = { apiKey: noKeys, key: noKeys, token: noKeys, password: noKeys };

/** Reads `instances`; what is wrong with it becomes a defect of the file. */
export const readInstances = (section: YamlValue): ReadonlyMap<string, Instance> => {
  if (section.isNothing) section.wrong('There are no instances.', 'Name each server, with url and space.');
  return new Map(
    section.entries('instances').map(({ key: name, value }) => [name, readInstance(name, value)] as const),
  );
};

const readInstance = (name: string, section: YamlValue): Instance => {
  const what = `instance "${name}"`;
  const fields = [
    'url',
    'space',
    'apiKeyEnv',
    'apiKeyFile',
    'insecureHttp',
    'proxy',
    'proxyEnv',
    ...tlsFiles,
    'gitRefs',
    'require',
  ] as const;
  const given = section.fields(what, fields, instead);
  const { url, space, apiKeyEnv, apiKeyFile, insecureHttp, proxy, proxyEnv, gitRefs, require } = given;
  if (!url) section.wrong(`There is no url in ${what}.`, 'Write the URL of the server.');
  return {
    name,
    url: (url && readUrl(url)) ?? '',
    space: space?.name('space') ?? 'Default',
    apiKeyEnv: apiKeyEnv && readVariable(apiKeyEnv),
    apiKeyFile: apiKeyFile?.name('apiKeyFile'),
    insecureHttp: insecureHttp?.flag('insecureHttp') ?? false,
    ...readProxy(proxy, proxyEnv),
    ...Object.fromEntries(tlsFiles.flatMap((key) => (given[key] ? [[key, given[key].name(key)]] : []))),
    ...(gitRefs && { gitRefs: readGitRefs(gitRefs) }),
    ...(require && { require: readRequire(require) }),
    origin: section.origin,
  };
};

const readUrl = (value: YamlValue): string | undefined => {
  const text = value.name('url');
  if (text !== undefined && !isServerUrl(text))
    value.wrong(
      'url is no URL of a server.',
      'Write it like https://octopus.example.com, and no key or password in it.',
    );
  return text;
};

/** Whether a text is the URL of a server, and holds nothing else, such as a password. */
export const isServerUrl = (text: string): boolean => {
  const url = urlIn(text);
  if (!url) return false;
  const { protocol, username, password, search, hash } = url;
  return /^https?:$/.test(protocol) && [username, password, search, hash].every((part) => part === '');
};

/** The text is not repeated in the error: it may be a key. */
const readVariable = (value: YamlValue): string | undefined => {
  const name = value.name('apiKeyEnv');
  if (name !== undefined && (!/^[A-Za-z_]\w*$/.test(name) || /^API[-_][A-Z0-9]{20,}$/i.test(name)))
    value.wrong('apiKeyEnv names no environment variable.', noKeys);
  return name;
};
