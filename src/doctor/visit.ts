import { readGranted, type Granted } from '../apply/preflight/granted.js';
import type { SyncSettings } from '../settings/settings.js';
import type { GitRef } from '../model/git-refs.js';
import type { JsonObject } from '../model/json.js';
import {
  instanceUrl,
  octopus,
  proxyFor,
  type Connection,
  type OctopusClient,
  type Proxy,
  type Said,
  type ServerRoot,
  type Space,
} from '../octopus/index.js';

/** What signs in: a key or an access token. */
export type SignIn = Pick<Connection, 'apiKey' | 'accessToken'>;

/** What is examined: a server and space, how they are reached, and what is to be done with them. */
export interface Patient {
  /** Its name in the configuration, if it is there. */
  readonly name: string | undefined;
  readonly space: string;
  readonly connection: Omit<Connection, keyof SignIn>;
  /** Where a key or access token came from, for people: `OCTOPUS_API_KEY`. */
  readonly cameFrom: (signIn: SignIn) => string;
  /** The API key or access token. Throws UsageError where there is none. */
  readonly key: () => Promise<SignIn>;
  /** At which refs its projects in Git are read, where one is named. */
  readonly gitRefs: readonly GitRef[];
  /** The directory of its snapshot, if it has one. */
  readonly snapshot: string | undefined;
  /** Commands, as a shell takes them: one takes the snapshot, one adds it to Git. */
  readonly remedies: { readonly take: string; readonly keep: string };
  /** Other directories that a sync writes to. */
  readonly directories: readonly string[];
  /** The syncs that it takes part in. */
  readonly syncs: readonly PartIn[];
}

/** A part in a sync. */
export interface PartIn {
  readonly sync: string;
  readonly as: 'source' | 'destination';
  readonly settings: SyncSettings;
}

/** What the server answered, and when by the clock of this machine. */
export interface Heard extends Said {
  readonly at: number;
}

/** One examination: everything is asked once, when the first check needs it. Each throws what asking threw. */
export interface Visit {
  readonly patient: Patient;
  /** The server, without `/api`. Throws UsageError for what is no URL of one. */
  readonly url: () => URL;
  /** Undefined where there is none. Throws UsageError for what is no proxy. */
  readonly proxy: () => Proxy | undefined;
  readonly root: () => Promise<ServerRoot>;
  /** The document of the key's user; throws UsageError where there is no key. */
  readonly user: () => Promise<JsonObject>;
  readonly space: () => Promise<Space>;
  readonly granted: () => Promise<Granted | undefined>;
  readonly client: () => Promise<OctopusClient>;
  readonly heard: readonly Heard[];
  /** Requests sent so far. */
  readonly requests: () => number;
}

/** What stands in for a key that is missing: the server says its version without one. */
const standIn: SignIn = { apiKey: 'octosync-doctor-without-a-key' };

/** Milliseconds for an answer: what takes longer is in the way of everything. */
const patience = 30_000;

/** The clock is given, so that nothing here depends on one. */
export const visitTo = (patient: Patient, now: () => number): Visit => {
  const heard: Heard[] = [];
  let sent = 0;
  const { url: given, insecureHttp = false, proxy } = patient.connection;
  const url = once(() => new URL(instanceUrl(given, { insecureHttp })));
  const connectedWith = (signIn: SignIn): OctopusClient =>
    octopus({
      ...patient.connection,
      ...signIn,
      // One attempt tells how it stands, and so few requests need no pace.
      retries: 0,
      timeout: patience,
      waitTurn: () => Promise.resolve(),
      onEvent: ({ kind }) => {
        if (kind === 'answered' || kind === 'failed') sent += 1;
      },
      onAnswer: (said) => void heard.push({ ...said, at: now() }),
    });
  const keyed = once(async () => connectedWith(await patient.key()));
  const client = once(() => keyed().catch(() => connectedWith(standIn)));
  const user = once(async () => (await keyed()).get('users/me'));
  const space = once(async () => (await client()).findSpace(patient.space));
  return {
    patient,
    url,
    proxy: once(() => proxyFor(url().href, proxy, { insecureHttp })),
    root: once(async () => (await client()).root()),
    user,
    space,
    granted: once(async () => readGranted(await client(), await space(), await user())),
    client,
    heard,
    requests: () => sent,
  };
};

const once = <Result>(make: () => Result): (() => Result) => {
  let held: { readonly result: Result } | undefined;
  return () => (held ??= { result: make() }).result;
};
