import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { knownSecrets } from '../../src/octopus/known-secrets.js';
import { withLog } from '../../src/workspace/log-file.js';
import { workFolder } from '../e2e/cli.js';

describe('A line of the log', () => {
  const event = { kind: 'lookup', for: 'projects/Shop', name: 'Geheim "42"', found: ['é\n'] };

  const lineFor = async (given: typeof event | string): Promise<unknown> => {
    const path = join(await workFolder(), 'log.jsonl');
    await withLog(path, { command: 'diff', tool: '1' }, ({ note }) => Promise.resolve(note?.(given)));
    const lines = (await readFile(path, 'utf8')).trim().split('\n');
    expect(lines).toHaveLength(3);
    const { when, ...rest } = JSON.parse(lines[1] ?? '') as { when: string };
    expect(new Date(when).toISOString()).toBe(when);
    return rest;
  };

  it('says the same, whether it comes as a value or as its JSON', async () => {
    expect(await lineFor(event)).toEqual(event);
    expect(await lineFor(JSON.stringify(event))).toEqual(event);
  });

  it('holds no secret, whether it comes as a value or as its JSON (rules always-secrets)', async () => {
    knownSecrets.learn('Geheim "42"');
    const hidden = { ...event, name: '***' };
    expect(await lineFor(event)).toEqual(hidden);
    expect(await lineFor(JSON.stringify(event))).toEqual(hidden);
  });
});
