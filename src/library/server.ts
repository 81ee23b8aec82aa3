import { isRef, type GitRef } from '../model/git-refs.js';
import { UsageError } from '../model/errors.js';
import { octopus, type OctopusClient, type RequestEvent } from '../octopus/index.js';

/** Whoever signs in: one of the two, never kept, and hidden in whatever is logged (rules connect-token). */
type SignIn =
  | {
      /** The API key of a user. */
      readonly apiKey: string;
      readonly accessToken?: undefined;
    }
  | {
      /** A token that OpenID Connect gives for a short time; it is sent as `Authorization: Bearer`. */
      readonly accessToken: string;
      readonly apiKey?: undefined;
    };

/** A server, the way to it, and a space on it: in the words of an instance of octosync.yml. */
export type Server = SignIn & {
  /** `https://octopus.example.com`. */
  readonly url: string;
  /** Name of the space; `Default` unless given. */
  readonly space?: string | undefined;
  /**
   * The proxy on the way, `http://user:password@proxy.example.com:3128`, or `none` to go straight to the server; that of
   * `HTTPS_PROXY` and its like unless given. A proxy that fails is never gone around.
   */
  readonly proxy?: string | undefined;
  /** File of certification authorities, in PEM, that are trusted beside those that Node trusts. */
  readonly caFile?: string | undefined;
  /** Files, in PEM, of a client certificate and of the private key to it: both or none. */
  readonly clientCertFile?: string | undefined;
  readonly clientKeyFile?: string | undefined;
  /** Allow plain http to another machine. */
  readonly insecureHttp?: boolean | undefined;
  /** At which refs projects in Git are read: `{ 'OctoFX*': 'release' }`; their default branches unless given. */
  readonly gitRefs?: Readonly<Record<string, string>> | undefined;
  /** Requests at once (8). */
  readonly concurrency?: number | undefined;
  /** The part of the server's rate budget to take, in percent (80). */
  readonly rateShare?: number | undefined;
};

/** A client of a server; nothing is sent yet. Throws UsageError for a URL, key, token, proxy or file that cannot be used. */
export const connectTo = (server: Server, onEvent?: (event: RequestEvent) => void): OctopusClient => {
  const { url, proxy, insecureHttp = false, concurrency = 8, rateShare = 80 } = server;
  const { caFile, clientCertFile, clientKeyFile } = server;
  return octopus({
    ...{ url, insecureHttp, concurrency, rateShare },
    ...signInOf(server),
    ...(proxy !== undefined && { proxy: { value: proxy, setIn: 'proxy of the server' } }),
    tls: { caFile, clientCertFile, clientKeyFile },
    ...(onEvent && { onEvent }),
  });
};

/** The refs that a server's `gitRefs` names, in their order. Throws UsageError for what is no ref. */
export const gitRefsOf = ({ gitRefs = {} }: Server): readonly GitRef[] =>
  Object.entries(gitRefs).map(([project, ref]) => {
    if (isRef(ref)) return { project, ref };
    throw new UsageError({
      what: `"${ref}" is no branch, tag or commit.`,
      where: `gitRefs of the server, "${project}"`,
      remedy: 'Write it like main or refs/tags/v1.',
    });
  });

/** A program without types may give both, or neither. */
const signInOf = ({ apiKey, accessToken }: Pick<Server, 'apiKey' | 'accessToken'>) => {
  if (apiKey === undefined || accessToken === undefined) return { apiKey, accessToken };
  throw new UsageError({
    what: 'There are an API key and an access token for one server.',
    remedy: 'Give apiKey or accessToken: it is one of them that signs in.',
  });
};
