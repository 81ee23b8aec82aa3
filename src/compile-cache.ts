import { lstatSync, mkdirSync, statSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';

/** What of the process decides where the cache is; tests give their own. */
export interface Whose {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly platform: NodeJS.Platform;
  readonly home: string;
  /** The ID of the user; undefined where a system has none. */
  readonly user: number | undefined;
}

const whose = (): Whose => ({
  env: process.env,
  platform: process.platform,
  home: homeOf(),
  user: process.getuid?.(),
});

/** In a container that runs as any number, nobody knows of a home. */
const homeOf = (): string => {
  try {
    return homedir();
  } catch {
    return '';
  }
};

/**
 * The folder in which Node may keep what it compiled (`module.enableCompileCache`), made where it is missing. What lies there is run
 * without a look at it, so it is the user's own, below the user's folder for caches, and nobody else can write or read it (rules
 * always-compile-cache). Undefined where there is no such folder: then everything is compiled, as before.
 */
export const compileCacheFolder = ({ env, platform, home, user }: Whose = whose()): string | undefined => {
  const caches = cachesOf(env, platform, home);
  const folder = join(caches, 'octosync', 'compiled');
  try {
    // Who runs as another user with this home, as `sudo` does, leaves nothing in it.
    if (!isOwn(statSync(home), user)) return undefined;
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    const found = lstatSync(folder);
    const isPrivate = platform === 'win32' || (found.mode & 0o077) === 0;
    return found.isDirectory() && isOwn(found, user) && isPrivate ? folder : undefined;
  } catch {
    return undefined;
  }
};

const isOwn = ({ uid }: { readonly uid: number }, user: number | undefined): boolean =>
  user === undefined || uid === user;

const cachesOf = (env: Whose['env'], platform: NodeJS.Platform, home: string): string => {
  if (platform === 'win32') return env['LOCALAPPDATA'] ?? join(home, 'AppData', 'Local');
  if (platform === 'darwin') return join(home, 'Library', 'Caches');
  const stated = env['XDG_CACHE_HOME'] ?? '';
  return stated.startsWith('/') ? stated : join(home, '.cache');
};
