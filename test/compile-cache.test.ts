import { chmodSync, existsSync, mkdirSync, statSync, symlinkSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { compileCacheFolder, type Whose } from '../src/compile-cache.js';

const aHome = async (): Promise<string> => {
  const home = await mkdtemp(join(tmpdir(), 'octosync-home-'));
  onTestFinished(() => rm(home, { recursive: true, force: true }));
  return home;
};

const on = (home: string, more: Partial<Whose> = {}): Whose => ({
  ...{ env: {}, platform: 'linux', home, user: process.getuid?.() },
  ...more,
});

describe('What Node has compiled (rules always-compile-cache)', () => {
  it('lies below the folder for caches of the user, who alone can go there', async () => {
    const home = await aHome();
    const folder = compileCacheFolder(on(home));
    expect(folder).toBe(join(home, '.cache', 'octosync', 'compiled'));
    expect(statSync(folder ?? '').mode & 0o777).toBe(0o700);
    expect(compileCacheFolder(on(home))).toBe(folder);
  });

  it.each([
    ['XDG_CACHE_HOME', { env: { XDG_CACHE_HOME: '/HOME/elsewhere' } }, 'elsewhere/octosync/compiled'],
    ['a relative XDG_CACHE_HOME is none', { env: { XDG_CACHE_HOME: 'elsewhere' } }, '.cache/octosync/compiled'],
    ['macOS', { platform: 'darwin' }, 'Library/Caches/octosync/compiled'],
    ['LOCALAPPDATA', { platform: 'win32', env: { LOCALAPPDATA: '/HOME/local' } }, 'local/octosync/compiled'],
  ] as const)('lies where the system has caches: %s', async (_, more: Partial<Whose>, expected) => {
    const home = await aHome();
    const env = Object.fromEntries(
      Object.entries(more.env ?? {}).map(([name, value]) => [name, value?.replace('/HOME', home)]),
    );
    expect(compileCacheFolder(on(home, { ...more, env }))).toBe(join(home, expected));
  });

  it('is not kept in a home of somebody else, nor where nobody has one', async () => {
    const home = await aHome();
    expect(compileCacheFolder(on(home, { user: 4_000_000 }))).toBeUndefined();
    expect(compileCacheFolder(on(''))).toBeUndefined();
    expect(existsSync(join(home, '.cache'))).toBe(false);
  });

  it.each([0o770, 0o702, 0o704])('is not kept in a folder that others have: %o', async (mode) => {
    const home = await aHome();
    chmodSync(compileCacheFolder(on(home)) ?? '', mode);
    expect(compileCacheFolder(on(home))).toBeUndefined();
  });

  it('is not kept behind a link', async () => {
    const home = await aHome();
    mkdirSync(join(home, 'own'), { mode: 0o700 });
    mkdirSync(join(home, '.cache', 'octosync'), { recursive: true });
    symlinkSync(join(home, 'own'), join(home, '.cache', 'octosync', 'compiled'));
    expect(compileCacheFolder(on(home))).toBeUndefined();
  });
});
