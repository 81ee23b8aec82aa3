import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parseConfig } from '../../src/config/config-file.js';
import { octosync, workFolder } from './cli.js';
import { onTerminal, typedOnTerminal } from './terminal.js';

const written = async (cwd: string): Promise<string> => readFile(join(cwd, 'octosync.yml'), 'utf8');

/** What a configuration says of its one sync, and where. */
const saidIn = (text: string) => {
  const { instances, syncs } = parseConfig(text, 'octosync.yml');
  const sync = syncs.get('main');
  return {
    places: [...instances.values()].map(({ url, space }) => `${url} ${space}`),
    preset: sync?.preset?.value,
    projects: sync?.settings.select?.projects?.value,
  };
};

describe('octosync init', () => {
  it('asks five questions on a terminal, writes thirty lines, and says what comes next', async () => {
    const cwd = await workFolder();
    const answers = [
      'https://dev.example.com',
      'https://prod.example.com Operations Team',
      '2',
      'OctoFX*, !OctoFX Old',
      '',
    ];
    const said = await onTerminal(['init'], { cwd, answers });
    expect(said.match(/^\d\. /gm)).toHaveLength(5);
    expect(said).toContain('Next: octosync doctor');
    const text = await written(cwd);
    expect(text.split('\n').length).toBeLessThanOrEqual(31);
    expect(saidIn(text)).toEqual({
      places: ['https://dev.example.com Default', 'https://prod.example.com Operations Team'],
      preset: 'mirrored',
      projects: ['OctoFX*', '!OctoFX Old'],
    });
  });

  it('asks again for what cannot be right, and begins with what flags say', async () => {
    const cwd = await workFolder();
    const answers = [
      'dev.example.com',
      'https://me:secret@dev.example.com',
      'https://dev.example.com',
      '',
      '7',
      'none',
      '',
      '',
    ];
    await onTerminal(['init', '--destination', 'https://prod.example.com', '--destination-space', 'Ops'], {
      cwd,
      answers,
    });
    expect(saidIn(await written(cwd))).toEqual({
      places: ['https://dev.example.com Default', 'https://prod.example.com Ops'],
      preset: undefined,
      projects: ['all'],
    });
  });

  it.each(['--quiet', '--json'])('says with %s nothing of what comes next', async (flag) => {
    const cwd = await workFolder();
    const servers = ['--source', 'https://a.example', '--destination', 'https://b.example'];
    expect(await onTerminal(['init', ...servers, flag], { cwd })).not.toContain('Next:');
    expect(saidIn(await written(cwd)).places).toHaveLength(2);
  });

  it.each([
    ['no URL', ['--source', 'dev.example.com'], 'no URL of a server'],
    ['a password in a URL', ['--source', 'https://me:secret@a.example'], 'no URL of a server'],
    ['an unknown use case', ['--use-case', 'mirror'], 'mirrored'],
    ['what the whole configuration does not take', ['--full', '--projects', 'all'], '--full'],
  ])('refuses %s, writes nothing and repeats no password', async (_case, flags, says) => {
    const cwd = await workFolder();
    const { code, stderr } = await octosync(['init', '--destination', 'https://b.example', ...flags], { cwd });
    expect(code).toBe(1);
    expect(stderr).toContain(says);
    expect(stderr).not.toContain('secret@');
    await expect(written(cwd)).rejects.toThrow('ENOENT');
  });

  it('--full takes the servers of the flags', async () => {
    const cwd = await workFolder();
    await octosync(['init', '--full', '--source', 'https://a.example', '--source-space', 'Ops'], { cwd });
    expect(saidIn(await written(cwd)).places[0]).toBe('https://a.example Ops');
  });

  it('takes answers that come all at once, as they are pasted', async () => {
    const cwd = await workFolder();
    let isPasted = false;
    const hears = (said: string, type: (text: string) => void): void => {
      if (isPasted || !said.includes('1. Source')) return;
      isPasted = true;
      type('https://dev.example.com\nhttps://prod.example.com Ops\nnone\nOctoFX\nyes\n');
    };
    expect(await typedOnTerminal('octosync init', { cwd, hears })).toContain('octosync.yml is written.');
    expect(saidIn(await written(cwd))).toEqual({
      places: ['https://dev.example.com Default', 'https://prod.example.com Ops'],
      preset: undefined,
      projects: ['OctoFX'],
    });
  });

  it('takes an address that was pasted from the portal, and no plain http to another machine', async () => {
    const cwd = await workFolder();
    const answers = [
      'https://dev.example.com/app#/Spaces-1',
      'http://prod.example.com',
      'https://prod.example.com',
      '',
      '',
      '',
    ];
    expect(await onTerminal(['init'], { cwd, answers })).toContain('Plain http is for this machine alone');
    expect(saidIn(await written(cwd)).places).toEqual([
      'https://dev.example.com Default',
      'https://prod.example.com Default',
    ]);
  });

  it('writes nothing where the last answer is no', async () => {
    const cwd = await workFolder();
    expect(await onTerminal(['init'], { cwd, answers: ['', '', '', '', 'no'] })).toContain('Nothing was written.');
    await expect(written(cwd)).rejects.toThrow('ENOENT');
  });

  it.each([
    ['a name that YAML would take for something else', ['--projects', 'yes'], { projects: ['yes'] }],
    ['a name with a quote and a colon', ['--projects', `It's: "all"`], { projects: [`It's: "all"`] }],
    [
      'spaces',
      ['--source-space', '#1', '--destination-space', 'null'],
      { places: ['https://a.example #1', 'https://b.example null'] },
    ],
    ['a use case', ['--use-case', 'mirrored'], { preset: 'mirrored' }],
    ['nothing else', [], { projects: ['all'], preset: undefined }],
  ])('takes flags where there is no terminal: %s', async (_case, flags, says) => {
    const cwd = await workFolder();
    const servers = ['--source', 'https://a.example', '--destination', 'https://b.example'];
    const { code, stderr } = await octosync(['init', ...servers, ...flags], { cwd });
    expect(stderr).not.toContain('Next:');
    expect(code).toBe(0);
    expect(saidIn(await written(cwd))).toMatchObject(says);
  });
});
