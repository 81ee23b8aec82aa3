import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { diff } from '../../src/diff/index.js';
import { canonicalFile } from '../../src/model/canonical.js';
import { injections, steering } from '../report/injection.js';
import { settings, space } from '../builders/space.js';
import { changesetDigest } from '../../src/changeset/digest.js';
import { threeWayChangeset } from '../report/three-way-changeset.js';
import { octosync, octosyncProcess, workFolder } from './cli.js';

const source = space('dev').environments('Dev').team('QA').project('Shop').project('OctoFX');
for (const [what, text] of Object.entries(injections)) source.variable(`${what} ${text}`, text);
const changeset = diff(source.build(), space('prod').project('OctoFX').build(), settings({}, { projects: 'all' }));
const text = canonicalFile(changeset);

const folder = async (): Promise<string> => {
  const cwd = await workFolder();
  await writeFile(join(cwd, 'changeset.json'), text);
  return cwd;
};

const colour = { NO_COLOR: '', FORCE_COLOR: '1' };

describe('show', () => {
  it('prints the changeset with --json, and its review as JSON; neither steers a terminal', async () => {
    const cwd = await folder();
    const whole = await octosync(['show', '--json'], { cwd });
    expect(JSON.parse(whole.stdout)).toEqual(JSON.parse(text));
    const { stdout } = await octosync(['show', '--format', 'json'], { cwd });
    expect(JSON.parse(stdout)).toMatchObject({ format: 'octosync-review/1', digest: changeset.digest });
    for (const printed of [whole.stdout, stdout]) expect(printed.replaceAll('\n', '')).not.toMatch(steering);
    await octosync(['show', '--format', 'json', '--out', 'shown.json'], { cwd });
    expect(await readFile(join(cwd, 'shown.json'), 'utf8')).toBe(stdout);
  });

  it('prints a part as JSON', async () => {
    const { stdout } = await octosync(['show', '--only', 'projects/Shop', '--format', 'json'], { cwd: await folder() });
    const { things, asks } = JSON.parse(stdout) as { readonly things: readonly unknown[]; readonly asks: unknown };
    expect(things).toEqual([expect.objectContaining({ things: [expect.objectContaining({ id: 'projects/Shop' })] })]);
    expect(JSON.stringify(asks)).toContain('This is a part: ');
  });

  it.each([[[]], [['--out', 'review.md']]])('keeps Markdown to its length, in a file too (%j)', async (out) => {
    const cwd = await folder();
    const { stdout } = await octosync(['show', '--format', 'markdown', '--max-length', '2000', ...out], { cwd });
    const written = out.length === 0 ? stdout : await readFile(join(cwd, 'review.md'), 'utf8');
    expect(written).toContain('**Shortened to 2,000 characters.**');
    expect(written.length).toBeLessThanOrEqual(2000);
    expect(written).toContain('- `+ Shop`');
  });

  it('writes a table without colours to a file', async () => {
    const cwd = await folder();
    await octosyncProcess(['show', '--details', '--out', 'table.txt'], { cwd, env: colour });
    const written = await readFile(join(cwd, 'table.txt'), 'utf8');
    expect(written).toMatch(/^ {2}~ OctoFX {2}\d+ values added$/m);
    expect(written.replaceAll('\n', '')).not.toMatch(steering);
    const { stdout } = await octosyncProcess(['show', '--details'], { cwd, env: colour });
    expect(stdout).toContain('\u001b[32m');
  });

  it('--only shows some types and says so', async () => {
    const cwd = await folder();
    const { stdout } = await octosync(['show', '--only', 'teams'], { cwd });
    expect(stdout).toContain('This is a part: ');
    expect(stdout).not.toMatch(/^Projects$/m);
  });

  it('--since shows what some side has changed, in every format, and says so', async () => {
    const cwd = await folder();
    const known = threeWayChangeset();
    await writeFile(join(cwd, 'known.json'), canonicalFile({ ...known, digest: changesetDigest(known) }));
    const shown = (...flags: readonly string[]) => octosync(['show', 'known.json', ...flags], { cwd });
    const { stdout } = await shown('--since', 'new,both');
    expect(stdout).toContain('new on the source');
    expect(stdout).toContain('--since new,both');
    expect(stdout).not.toContain('~ Shop');
    for (const format of ['markdown', 'html', 'json'])
      expect((await shown('--since', 'destination', '--format', format)).stdout).toContain('--since destination');
    const json = await shown('--since', 'source', '--since', 'new', '--format', 'json', '--only', 'projects');
    const { things } = JSON.parse(json.stdout) as { readonly things: readonly { readonly type: string }[] };
    expect(things.map(({ type }) => type)).toEqual(['projects']);
  });

  it.each([
    ['a word that tells of no side', ['--since', 'nobody'], 'source, destination, both, new, unknown'],
    ['JSON of what one side has changed, by the flag for the whole', ['--since', 'new', '--json'], '--since'],
    ['a type that there is not', ['--only', 'projectVariable'], 'Did you mean projectVariables?'],
    ['JSON of a part, by the flag for the whole', ['--only', 'teams', '--json'], '--json gives the whole of it'],
  ])('refuses %s', async (_, flags, says) => {
    const { code, stdout, stderr } = await octosync(['show', ...flags], { cwd: await folder() });
    expect(code).toBe(1);
    expect(stdout + stderr).toContain(says);
  });
});
