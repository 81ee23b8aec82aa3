import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { isObject, textOf, type JsonObject } from '../../src/model/json.js';
import type { Changeset, Policy } from '../../src/changeset/changeset.js';
import { diff } from '../../src/diff/index.js';
import { changesetDigest } from '../../src/changeset/digest.js';
import { decidableChangeset } from '../builders/decidable-changeset.js';
import { settings, space } from '../builders/space.js';
import { filesIn, octosync } from '../e2e/cli.js';
import { asPage, nothingDecided, pathOf, raw } from './raw.js';
import { serve, written, type Served } from './serving.js';

const post = async ({ url }: Served, place: string, body: object) => {
  const { status, body: text } = await raw(url, `${pathOf(url)}${place}`, asPage(url, body));
  const said: unknown = JSON.parse(text);
  return { status, said: isObject(said) ? said : {} };
};

const decided = {
  // As the page and a pattern have it: a thing is all its changes.
  leftOut: ['projects/Mail', 'runbooks/Mail/Restart', 'deploymentProcesses/Mail'].map((id) => ({ id, why: 'not yet' })),
  resolved: [{ element: 'projectVariables/Shop#variable "Db.Name" (unscoped), value', takes: 'own' }],
  accepted: [
    { finding: 'scope-widening:projectVariables/Shop', reason: 'CHG-1' },
    { finding: 'blocked:channels/Shop/QA', reason: 'CHG-2' },
  ],
} as const;

const json = async (...path: readonly string[]): Promise<JsonObject> =>
  JSON.parse(await readFile(join(...path), 'utf8')) as JsonObject;

describe('Decisions are kept', () => {
  it('saved, taken up by the next review, and saved on', async () => {
    const file = await written();
    const first = await serve(file);
    const saved = await post(first, 'decisions', { ...decided, saved: '' });
    expect(saved.said).toMatchObject({ says: `Saved in ${file.replace('.json', '.decisions.json')}.` });
    await first.close();
    const second = await serve(file);
    const { body } = await raw(second.url, `${pathOf(second.url)}state`);
    expect(JSON.parse(body)).toMatchObject({ told: { decided, saved: saved.said['saved'] } });
    expect((await post(second, 'decisions', { ...nothingDecided, saved: saved.said['saved'] })).status).toBe(200);
    expect(await json(second.folder, 'changeset.decisions.json')).toMatchObject({ leftOut: [], accepted: [] });
  });

  it('of another changeset are void, and the page says so', async () => {
    const file = await written();
    const first = await serve(file);
    await post(first, 'decisions', { ...decided, saved: '' });
    const path = join(first.folder, 'changeset.decisions.json');
    const { changeset } = await json(path);
    await writeFile(path, (await readFile(path, 'utf8')).replace(textOf(changeset), `sha256:${'0'.repeat(64)}`));
    const { url } = await serve(file);
    const { told } = JSON.parse((await raw(url, `${pathOf(url)}state`)).body) as { readonly told: JsonObject };
    expect(told).toMatchObject({ decided: { leftOut: [], resolved: [], accepted: [] } });
    expect(JSON.stringify(told['says'])).toContain('void');
  });

  it('by one window are not lost to another', async () => {
    const server = await serve(await written());
    expect((await post(server, 'decisions', { ...decided, saved: '' })).status).toBe(200);
    const other = await post(server, 'decisions', nothingDecided);
    expect([other.status, other.said['says']]).toEqual([409, expect.stringContaining('Reload')]);
  });

  it('are refused once the changeset on the disk is another one', async () => {
    const server = await serve(await written());
    await writeFile(server.file, `${await readFile(server.file, 'utf8')} `);
    for (const place of ['decisions', 'approve']) {
      const { status, said } = await post(server, place, { ...nothingDecided, by: 'Ada' });
      expect([status, said['says']]).toEqual([409, expect.stringContaining('no longer the changeset')]);
    }
    expect([...(await filesIn(server.folder)).keys()]).toEqual(['changeset.json']);
  });
});

/* What the page does on approval is what the command line does (rules review-approve). */

describe('Approving', () => {
  it('needs a name', async () => {
    const server = await serve(await written());
    expect((await post(server, 'approve', nothingDecided)).status).toBe(400);
  });

  it('of all approves the changeset, and ends the review', async () => {
    const server = await serve(await written());
    const { said } = await post(server, 'approve', { ...decided, leftOut: [], saved: '', by: 'Ada', comment: 'CHG-7' });
    expect(await server.settled).toEqual(said);
    expect(said['next']).toEqual([expect.stringMatching(/^octosync apply .*changeset\.json /)]);
    const { approvals } = await json(server.folder, 'changeset.approvals.json');
    expect(approvals).toMatchObject([
      { by: 'Ada', comment: 'CHG-7', accepted: decided.accepted, resolved: decided.resolved },
    ]);
  });

  it('never takes the place of another part that somebody approved', async () => {
    const file = await written();
    await post(await serve(file), 'approve', { ...decided, saved: '', by: 'Ada' });
    const again = await serve(file);
    const { told } = JSON.parse((await raw(again.url, `${pathOf(again.url)}state`)).body) as {
      readonly told: JsonObject;
    };
    const less = { ...decided, leftOut: decided.leftOut.slice(1), saved: told['saved'], by: 'Ada' };
    const before = await filesIn(again.folder);
    const { status, said } = await post(again, 'approve', less);
    expect([status, said['says']]).toEqual([400, expect.stringContaining('--out')]);
    expect(await filesIn(again.folder)).toEqual(before);
  });

  const signed = { approvals: 1, notByAuthor: false, signed: 'ssh', signers: ['ada ssh-ed25519 AAAA'] } as const;
  const under = (when: Policy['when'], of: Changeset, policy: Omit<Policy, 'when'> = signed): Changeset => {
    const changeset: Omit<Changeset, 'digest'> & { digest?: Changeset['digest'] } = {
      ...of,
      policy: { ...policy, when },
    };
    delete changeset.digest;
    return { ...changeset, digest: changesetDigest(changeset) };
  };
  const wide = { variableEnvironmentScopingMatch: 'IgnoreMismatch' } as const;
  /** A new library set and a new project, of which a value applies to more than on the source, if it is to. */
  const made = (isWider: boolean): Changeset => {
    const source = space('dev').environments('Dev').librarySet('Shared').project('Web');
    if (isWider) source.variable('Debug', 'on', { Environment: ['Dev'] });
    return diff(source.build(), space('prod').build(), settings(wide, { projects: 'all', libraryVariableSets: 'all' }));
  };

  it('where approvals are signed, gives the command that signs, and approves nothing', async () => {
    const server = await serve(await written(under('always', decidableChangeset())));
    const { said } = await post(server, 'approve', { ...decided, leftOut: [], saved: '', by: 'Ada' });
    expect(said['next']).toEqual([expect.stringMatching(/^octosync approve .* --by Ada --sign .*--reason CHG-2$/)]);
    expect([...(await filesIn(server.folder)).keys()]).toEqual(['changeset.decisions.json', 'changeset.json']);
  });

  it('says of an approval that does not count why (rules policy-told)', async () => {
    const listed = { approvals: 1, notByAuthor: false, signed: 'none', from: ['Grace'] } as const;
    const server = await serve(await written(under('always', made(false), listed)));
    const approvedBy = async (by: string) =>
      JSON.stringify((await post(server, 'approve', { ...nothingDecided, by })).said);
    expect(await approvedBy('Ada')).toContain('This approval of Ada does not count: they are not among those who may');
    expect(await approvedBy('Grace')).not.toContain('This approval');
  });

  it.each([
    ['always', 'something was found', decidableChangeset(), true],
    ['always', 'nothing was found', made(false), true],
    ['findings', 'something was found', decidableChangeset(), true],
    ['findings', 'nothing was found', made(false), false],
    ['never', 'something was found', decidableChangeset(), false],
  ] as const)(
    'where approvals are required %s and %s: the page says whether (rules policy-require)',
    async (...given) => {
      const [when, , of, isRequired] = given;
      const server = await serve(await written(under(when, of)));
      const { body } = await raw(server.url, pathOf(server.url));
      expect(body.includes('The destination requires an approval')).toBe(isRequired);
      const { said } = await post(server, 'approve', { ...nothingDecided, by: 'Ada' });
      expect(said['next']).toEqual([
        expect.stringMatching(isRequired ? /^octosync approve .* --sign/ : /^octosync apply/),
      ]);
      expect((await filesIn(server.folder)).has('changeset.approvals.json')).toBe(!isRequired);
    },
  );

  it('asks for no signature of a part that nothing is required of any more (rules policy-require)', async () => {
    const server = await serve(await written(under('findings', made(true))));
    const leftOut = made(true)
      .changes.map(({ id }) => ({ id }))
      .filter(({ id }) => id.endsWith('/Web'));
    const { status, said } = await post(server, 'approve', { ...nothingDecided, leftOut, by: 'Ada' });
    expect([status, said['next']]).toEqual([200, [expect.stringMatching(/^octosync apply .*part\.json/)]]);
  });

  it('makes the same part and the same record as the command line', async () => {
    const [page, typed] = [await serve(await written()), await written()];
    await post(page, 'approve', { ...decided, saved: '', by: 'Ada', comment: 'CHG-7' });
    const cwd = join(typed, '..');
    const picking = ['pick', 'changeset.json', '--except', 'projects/Mail', '--why', 'not yet', '--by', 'Ada'];
    expect(await octosync([...picking, '--out', 'changeset.part.json'], { cwd })).toMatchObject({ code: 0 });
    const approving = [
      ...['approve', 'changeset.part.json', '--by', 'Ada', '--comment', 'CHG-7'],
      ...decided.resolved.flatMap(({ element, takes }) => ['--resolve', element, takes]),
      ...decided.accepted.flatMap(({ finding, reason }) => ['--accept', finding, '--reason', reason]),
    ];
    expect(await octosync(approving, { cwd })).toMatchObject({ code: 0 });
    const [one, other] = [await filesIn(page.folder), await filesIn(cwd)];
    expect(one.get('changeset.part.json')).toBe(other.get('changeset.part.json'));
    const record = (files: ReadonlyMap<string, string>) =>
      files.get('changeset.part.approvals.json')?.replace(/"when": ".*"/, '');
    expect(record(one)).toMatch(/"file": "sha256:/);
    expect(record(one)).toBe(record(other));
  });
});
