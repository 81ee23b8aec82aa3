import type { YamlValue } from './yaml-value.js';

/** How an instance is reached, if not as the environment says. */
export interface ProxySettings {
  /** The URL of a proxy, or `none`; wins over the environment. */
  readonly proxy?: string | undefined;
  /** The environment variable that holds it, with user and password; wins over `proxy`. */
  readonly proxyEnv?: string | undefined;
}

/** What a proxy may be in a file: an address, without user and password. */
export const proxyPattern = '^(none|https?://[^/@\\s]+/?)$';

/** Reads `proxy` and `proxyEnv` of an instance (rules connect-proxy-secrets); nothing of a wrong value is repeated. */
export const readProxy = (proxy: YamlValue | undefined, proxyEnv: YamlValue | undefined): ProxySettings => ({
  ...(proxy && { proxy: readUrl(proxy) }),
  ...(proxyEnv && { proxyEnv: readVariable(proxyEnv) }),
});

const readUrl = (value: YamlValue): string | undefined => {
  const text = value.name('proxy');
  if (text === undefined || new RegExp(proxyPattern).test(text)) return text;
  if (text.includes('@'))
    value.wrong(
      'proxy holds a user or a password.',
      'Secrets are in no file: put the whole URL into an environment variable, and name that with proxyEnv.',
    );
  else value.wrong('proxy is no URL of a proxy.', 'Write it like http://proxy.example.com:3128, or none.');
  return undefined;
};

const readVariable = (value: YamlValue): string | undefined => {
  const name = value.name('proxyEnv');
  if (name !== undefined && !/^[A-Za-z_]\w*$/.test(name))
    value.wrong('proxyEnv names no environment variable.', 'Name the one that holds the URL of the proxy.');
  return name;
};
