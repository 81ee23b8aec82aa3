import { execFileSync } from 'node:child_process';
import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Approval } from '../../src/changeset/approvals.js';
import type { Changeset } from '../../src/changeset/changeset.js';
import { changesetDigest } from '../../src/changeset/digest.js';
import { loadInstances } from '../../src/commands/flags/load-instances.js';
import { canonicalFile, sha256 } from '../../src/model/canonical.js';
import { startSandbox, type Sandbox } from '../../src/sandbox/server/index.js';
import { examples, octosync, workFolder } from './cli.js';

let shared: string;
let sandbox: Sandbox;
let url: string;
const pub = (name: string) => readFile(join(shared, `${name}.pub`), 'utf8');
const key = (name: string): string => join(shared, name);
const asked = (): number => sandbox.instances[0]?.requests.length ?? -1;

beforeAll(async () => {
  shared = await mkdtemp(join(tmpdir(), 'octosync-policy-'));
  sandbox = await startSandbox(await loadInstances(['empty:2026.3.1'], 'API-SANDBOX', 0));
  url = sandbox.instances[0]?.url ?? '';
  for (const name of ['ada', 'grace', 'mallory'])
    execFileSync('ssh-keygen', ['-q', '-t', 'ed25519', '-N', '', '-f', join(shared, name)]);
  const taken = await octosync(['snapshot', '--url', url, '--out', join(shared, 'prod')]);
  expect(taken.code).toBe(0);
});
afterAll(async () => {
  await sandbox.close();
  await rm(shared, { recursive: true, force: true });
});

const configOf = (require: string, place = url) => `instances:
  dev: { url: https://dev.example.com }
  prod: { url: ${place}${require === '' ? '' : `, require: ${require}`} }
syncs:
  main: { source: dev, destination: prod, select: { environments: Test }, gates: { max-changes: 0 } }
`;

/** The value without a field of it. */
const dropping = <Value extends object>(value: Value, field: keyof Value): Value => {
  const rest = { ...value };
  Reflect.deleteProperty(rest, field);
  return rest;
};

/** A changeset of one environment with the finding max-changes, for an instance with a policy. */
const prepared = async (require: string) => {
  const cwd = await workFolder();
  const at = (name: string) => join(cwd, name);
  const run = (...args: readonly string[]) => octosync(args, { cwd });
  await writeFile(at('octosync.yml'), configOf(require));
  await writeFile(at('signers'), `ada@x ${await pub('ada')}grace@x ${await pub('grace')}`);
  const made = await run(
    'diff',
    join(examples, 'dev-test'),
    join(shared, 'prod'),
    '--sync',
    'main',
    '--author',
    'Mallory',
  );
  expect(made.code).toBe(3);
  const approve = async (name: string, ...more: readonly string[]) => {
    const { code, stderr } = await run('approve', 'changeset.json', '--by', name, ...more);
    expect([code, stderr]).toEqual([0, expect.any(String)]);
    return stderr;
  };
  const accept = (name: string, ...more: readonly string[]) =>
    approve(name, '--accept', 'max-changes', '--reason', 'CHG-1', ...more);
  const sign = (name: string, as = `${name}@x`) => accept(as, '--sign', '--key', key(name));
  const apply = (...args: readonly string[]) => run('apply', 'changeset.json', ...args, '--yes');
  const records = async (edit: (one: Approval) => Approval) => {
    const file = JSON.parse(await readFile(at('changeset.approvals.json'), 'utf8')) as { approvals: Approval[] };
    await writeFile(at('changeset.approvals.json'), canonicalFile({ ...file, approvals: file.approvals.map(edit) }));
  };
  /** Edits the changeset and gives it a digest that fits, and its approvals, too. */
  const edit = async (change: (changeset: Changeset) => Omit<Changeset, 'digest'>) => {
    const read = JSON.parse(await readFile(at('changeset.json'), 'utf8')) as Changeset;
    const edited = dropping(change(read) as Changeset, 'digest');
    const text = canonicalFile({ ...edited, digest: changesetDigest(edited) });
    await writeFile(at('changeset.json'), text);
    return { digest: changesetDigest(edited), file: sha256(text) };
  };
  const config = (text: string, name = 'octosync.yml') => writeFile(at(name), text);
  return { cwd, at, run, approve, accept, sign, apply, records, edit, config };
};

type Prepared = Awaited<ReturnType<typeof prepared>>;

const two = '{ approvals: 2, from: [Ada Lovelace <ada@x>, Grace, Mallory], notByAuthor: true, maxAge: 2d }';
const ssh = '{ approvals: 2, from: signers, signed: ssh }';
const without = (changeset: Changeset): Changeset => dropping(changeset, 'policy');
const ago = (hours: number): string => new Date(Date.now() - hours * 3_600_000).toISOString();
const both = async ({ accept }: Prepared) => {
  await accept('Ada Lovelace');
  await accept('Grace');
};
const bothSign = async ({ sign }: Prepared) => {
  await sign('ada');
  await sign('grace');
};

/** How somebody tries; what they do beforehand; how they call apply. */
const attempts: readonly (readonly [
  name: string,
  require: string,
  before: (given: Prepared) => Promise<unknown>,
  args?: readonly string[],
])[] = [
  ['nobody approves', two, () => Promise.resolve()],
  [
    '--allow instead of accepting',
    two,
    async ({ approve }) => {
      await approve('Ada');
      await approve('Grace');
    },
    ['prod', '--allow', 'max-changes'],
  ],
  ['--allow beside accepting', two, both, ['prod', '--allow', 'max-changes']],
  [
    '--skip-blocked',
    two,
    async ({ approve }) => {
      await approve('Ada Lovelace');
      await approve('Grace');
    },
    ['prod', '--skip-blocked'],
  ],
  ['--approvals with fewer', two, ({ accept }) => accept('Grace'), ['prod', '--approvals', '1']],
  ['--approvals with more', two, both, ['prod', '--approvals', '3']],
  [
    'a finding that nobody accepts',
    two,
    async ({ approve }) => {
      await approve('Ada Lovelace');
      await approve('Grace');
    },
  ],
  ['another configuration', two, ({ config }) => config(configOf(''), 'other.yml'), ['prod', '--config', 'other.yml']],
  [
    'another configuration and an edited changeset',
    two,
    async ({ config, edit }) => {
      await config(configOf(''), 'other.yml');
      await edit(without);
    },
    ['prod', '--config', 'other.yml'],
  ],
  ['no configuration', two, ({ at }) => rm(at('octosync.yml')), ['--url', 'URL']],
  ['a configuration that was made laxer', two, ({ config }) => config(configOf('{ when: never }'))],
  ['a broken configuration', two, ({ config }) => config('instances: ['), ['--url', 'URL']],
  ['--url instead of the name', two, ({ edit }) => edit(without), ['--url', 'URL']],
  ['--url in capitals, with a slash', two, ({ edit }) => edit(without), ['--url', 'CAPITALS/']],
  ['--url with /api', two, ({ edit }) => edit(without), ['--url', 'URL/api']],
  ['--url with slashes and a question', two, ({ edit }) => edit(without), ['--url', 'URL//?x=1']],
  ['--url of the portal', two, ({ edit }) => edit(without), ['--url', 'URL/app#/Spaces-1']],
  ['--url with a user', two, ({ edit }) => edit(without), ['--url', 'USER']],
  ['--url with a user and a password', two, ({ edit }) => edit(without), ['--url', 'PASSWORD']],
  [
    'the configuration spells it otherwise',
    two,
    async ({ edit, config }) => {
      await config(configOf(two, `${url.toUpperCase()}/app`.replace('HTTP', 'http')));
      await edit(without);
    },
    ['--url', 'URL'],
  ],
  ['--space by its ID', two, ({ edit }) => edit(without), ['--url', 'URL', '--space', 'Spaces-1']],
  ['a changeset whose policy was removed', two, ({ edit }) => edit(without), ['prod']],
  [
    'a changeset that was edited after it was approved',
    two,
    async (given) => {
      await both(given);
      await given.edit((changeset) => ({ ...changeset, warnings: ['x'] }));
    },
  ],
  ['a changeset without its gates', two, async ({ edit }) => edit((changeset) => ({ ...changeset, gates: [] }))],
  [
    'a changeset without its author',
    two,
    async (given) => {
      await given.edit((changeset) => dropping(changeset, 'made'));
      await both(given);
    },
  ],
  [
    'approvals that have expired',
    two,
    async (given) => {
      await both(given);
      await given.records((one) => ({ ...one, when: ago(49) }));
    },
  ],
  [
    'approvals from the future',
    two,
    async (given) => {
      await both(given);
      await given.records((one) => ({ ...one, when: ago(-1) }));
    },
  ],
  [
    'the author approves',
    two,
    async ({ accept }) => {
      await accept('Ada Lovelace');
      await accept('Mallory');
    },
  ],
  [
    'the same person twice',
    two,
    async ({ accept }) => {
      await accept('Ada Lovelace');
      await accept('ada lovelace');
    },
  ],
  [
    'the same person under two names',
    two,
    async ({ accept }) => {
      await accept('Ada Lovelace');
      await accept('ada@x');
    },
  ],
  [
    'somebody with characters that nobody sees',
    two,
    async (given) => {
      await both(given);
      await given.records((one) => ({ ...one, by: one.by === 'Grace' ? 'Ada\u200B Lovelace' : one.by }));
    },
  ],
  [
    'somebody who may not approve',
    two,
    async ({ accept }) => {
      await accept('Ada Lovelace');
      await accept('Bob');
    },
  ],
  [
    'approvals of another digest',
    two,
    async (given) => {
      await both(given);
      await given.records((one) => ({ ...one, digest: sha256('other') }));
    },
  ],
  [
    'approvals that are not signed',
    ssh,
    async ({ accept }) => {
      await accept('ada@x');
      await accept('grace@x');
    },
  ],
  [
    'one signed, one not',
    ssh,
    async ({ sign, accept }) => {
      await sign('ada');
      await accept('grace@x');
    },
  ],
  [
    'a key that is not in the file',
    ssh,
    async ({ sign }) => {
      await sign('ada');
      await sign('mallory', 'grace@x');
    },
  ],
  [
    'one key under two names',
    ssh,
    async ({ sign }) => {
      await sign('ada');
      await sign('ada', 'grace@x');
    },
  ],
  [
    'a signed record whose name was edited',
    ssh,
    async (given) => {
      await given.sign('ada');
      await given.sign('grace');
      await given.records((one) => ({ ...one, by: 'ada@x' }));
    },
  ],
  [
    'a signed record whose time was edited',
    ssh,
    async (given) => {
      await bothSign(given);
      await given.records((one) => ({ ...one, when: ago(1) }));
    },
  ],
  [
    'a signed record that was made to accept more',
    ssh,
    async ({ approve, records }) => {
      await approve('ada@x', '--sign', '--key', key('ada'));
      await approve('grace@x', '--sign', '--key', key('grace'));
      await records((one) => ({ ...one, accepted: [{ finding: 'max-changes', reason: 'x' }] }));
    },
  ],
  [
    'signed approvals brought to another changeset',
    ssh,
    async (given) => {
      await bothSign(given);
      const other = await given.edit((changeset) => ({ ...changeset, warnings: ['x'] }));
      await given.records((one) => ({ ...one, ...other }));
    },
  ],
  [
    'the signature of another record',
    ssh,
    async (given) => {
      await given.sign('ada');
      let signature: string | undefined;
      await given.records((one) => {
        signature = one.signature;
        return one;
      });
      await given.accept('grace@x');
      await given.records((one) => ({ ...one, ...(signature !== undefined && { signature }) }));
    },
  ],
  [
    'a signature for something else',
    ssh,
    async (given) => {
      await bothSign(given);
      const { canonicalText } = await import('../../src/model/canonical.js');
      await given.records((signed) => {
        const one = dropping(signed, 'signature');
        return {
          ...one,
          signature: execFileSync('ssh-keygen', ['-Y', 'sign', '-n', 'git', '-f', key(one.by.split('@')[0] ?? '')], {
            input: canonicalText(one),
            stdio: ['pipe', 'pipe', 'ignore'],
          }).toString(),
        };
      });
    },
  ],
  [
    'a key that was taken out of the file',
    ssh,
    async (given) => {
      await bothSign(given);
      await writeFile(given.at('signers'), `grace@x ${await pub('grace')}`);
    },
  ],
  [
    'a key that has expired',
    ssh,
    async (given) => {
      await bothSign(given);
      await writeFile(
        given.at('signers'),
        `ada@x valid-before="20200101" ${await pub('ada')}grace@x ${await pub('grace')}`,
      );
    },
  ],
  [
    'no file of signers',
    ssh,
    async (given) => {
      await bothSign(given);
      await rm(given.at('signers'));
    },
  ],
  [
    'signed approvals, and the policy and the configuration ask for no signature',
    ssh,
    async (given) => {
      await given.config(configOf('{ approvals: 2 }'));
      await given.accept('ada@x');
      await given.accept('grace@x');
    },
  ],
];

const argsOf = (args: readonly string[] = ['prod']) =>
  args.map((one) =>
    one
      .replace(/^URL/, url)
      .replace(/^CAPITALS/, url.toUpperCase())
      .replace(/^USER/, url.replace('//', '//ada@'))
      .replace(/^PASSWORD/, url.replace('//', '//ada:x@')),
  );

describe('Apply is refused, and the server is asked nothing, whatever somebody tries (rules policy-require, policy-place)', () => {
  it.each(attempts.map(([name, require, before, args]) => ({ name, require, before, args })))(
    '$name',
    async ({ require, before, args }) => {
      const given = await prepared(require);
      await before(given);
      const asks = asked();
      const { code, stderr } = await given.apply(...argsOf(args));
      expect([1, 3], stderr).toContain(code);
      // It must not be the gate, which a flag would lift.
      expect(stderr).not.toContain('Gate max-changes');
      expect(asked()).toBe(asks);
    },
  );

  it.each([
    ['a gate by its kind alone', 'max-change', 'Did you mean max-changes?'],
    ['all that is blocked', 'blocked', 'no finding blocked'],
    ['a wildcard', '*', 'no finding *'],
    ['what is not blocked', 'blocked:environments/Test', 'no finding blocked:environments/Test'],
    ['nothing', ' ', 'no finding'],
  ])('nobody accepts %s, and nothing is recorded (rules policy-accept)', async (_, finding, says) => {
    const given = await prepared(two);
    const { code, stderr } = await given.run(
      ...['approve', 'changeset.json', '--by', 'Grace', '--accept', finding, '--reason', 'CHG-1'],
    );
    expect([code, stderr]).toEqual([1, expect.stringContaining(says)]);
    await expect(readFile(given.at('changeset.approvals.json'))).rejects.toThrow('ENOENT');
  });

  it('without ssh-keygen, and says what to install', async () => {
    const given = await prepared(ssh);
    await bothSign(given);
    const asks = asked();
    const { code, stderr } = await octosync(['apply', 'changeset.json', 'prod', '--yes'], {
      cwd: given.cwd,
      env: { PATH: given.cwd },
    });
    expect([code, stderr]).toEqual([3, expect.stringMatching(/no ssh-keygen.*Install OpenSSH/s)]);
    expect(asked()).toBe(asks);
  });
});

describe('approve says what the policy still requires (rules policy-told)', () => {
  it.each<[name: string, require: string, approving: (given: Prepared) => Promise<string>, says: RegExp]>([
    ['more people', two, ({ accept }) => accept('Grace'), /needs the approval of 2 people and has that of Grace/],
    [
      'others, and why this one does not count',
      two,
      ({ accept }) => accept('Mallory'),
      /has none[^]*The approval of Mallory does not count: they made the changeset/,
    ],
    ['a signature', ssh, ({ accept }) => accept('ada@x'), /The approval of ada@x does not count/],
    [
      'that a finding is accepted',
      '{ approvals: 1 }',
      ({ approve }) => approve('Ada'),
      /apply is refused until the policy is met: A finding is accepted in no approval that counts[^]*max-changes/,
    ],
    [
      'nothing more',
      two,
      async ({ accept }) => {
        await accept('Grace');
        return accept('Ada Lovelace');
      },
      /The policy of the destination requires no more approvals\./,
    ],
    [
      'or that it is not known, where the configuration has become defective',
      two,
      async ({ at, accept }) => {
        await writeFile(at('octosync.yml'), 'instances: 1');
        return accept('Grace');
      },
      /What the policy still requires is not known: /,
    ],
  ])('%s', async (_name, require, approving, says) => {
    expect(await approving(await prepared(require))).toMatch(says);
  });

  it('and nothing where there is none', async () => {
    const given = await prepared('');
    expect(await given.accept('Ada')).not.toContain('policy');
  });
});

describe('approve says first that an approval does not count (rules policy-told)', () => {
  it.each<[name: string, require: string, approving: (given: Prepared) => Promise<string>, why: string]>([
    [
      'of the author',
      two,
      ({ accept }) => accept('Mallory'),
      'of Mallory does not count: they made the changeset, and may not approve it.',
    ],
    [
      'of somebody who is not listed',
      two,
      ({ accept }) => accept('Bob'),
      'of Bob does not count: they are not among those who may approve.',
    ],
    ['that is not signed', ssh, ({ accept }) => accept('ada@x'), 'of ada@x does not count: it is not signed'],
    [
      'that is signed with the key of another',
      ssh,
      ({ sign }) => sign('mallory', 'ada@x'),
      'its signature is none of theirs',
    ],
    [
      'of somebody who has approved before, and who is not listed by now',
      two,
      async ({ accept, config }) => {
        await accept('Grace');
        await config(configOf('{ from: [Ada Lovelace] }'));
        return accept('Grace');
      },
      'of Grace does not count: they are not among those who may approve.',
    ],
  ])('%s, and records it', async (_name, require, approving, why) => {
    const given = await prepared(require);
    const [first = ''] = (await approving(given)).split('\n').filter((line) => !line.startsWith('Accepted: '));
    expect(first).toMatch(/^This approval of .* It is recorded, and lets nothing pass\.$/);
    expect(first).toContain(why);
    expect(await readFile(given.at('changeset.approvals.json'), 'utf8')).toContain('"by": ');
    expect((await given.apply('prod')).code).toBe(3);
  });

  it.each([
    ['the first of two', two, 'Grace'],
    ['where nothing is required', '', 'Bob'],
    ['where anybody may', '{ approvals: 2 }', 'Bob'],
  ])('and nothing of one that counts: %s', async (_name, require, by) => {
    expect(await (await prepared(require)).accept(by)).not.toContain('This approval');
  });
});

describe('Apply goes on where the policy is satisfied', () => {
  it.each<[name: string, require: string, before: (given: Prepared) => Promise<unknown>]>([
    ['by two people who may', two, both],
    ['by two keys', ssh, bothSign],
    [
      'where two accept with other reasons',
      two,
      async ({ accept, approve }: Prepared) => {
        await accept('Grace');
        await approve('Ada Lovelace', '--accept', 'max-changes', '--reason', 'seen');
      },
    ],
  ])('%s', async (_name, require, before) => {
    const given = await prepared(require);
    await before(given);
    const { code, stderr } = await given.apply('prod');
    expect([code, stderr]).toEqual([0, expect.stringContaining('Approved by')]);
    const receipt = JSON.parse(await readFile(given.at('changeset.receipt.json'), 'utf8')) as Record<string, unknown>;
    expect(receipt).toMatchObject({
      policy: { approvals: 2 },
      approvals: [{ by: expect.any(String) as unknown }, { by: expect.any(String) as unknown }],
      accepted: [{ finding: 'max-changes' }, { finding: 'max-changes' }],
    });
    expect(JSON.stringify(receipt['approvals']).includes('SHA256:')).toBe(require === ssh);
  });

  it('a dry run says what is missing, and goes on', async () => {
    const given = await prepared(two);
    const { code, stdout, stderr } = await given.apply('prod', '--dry-run', '--allow', 'max-changes');
    expect([code, stdout, stderr]).toEqual([
      0,
      expect.stringContaining('nothing written'),
      expect.stringContaining('apply would be refused: The changeset needs the approval of 2 people'),
    ]);
  });
});

describe('diff', () => {
  const diffing = (given: Prepared, ...more: readonly string[]) =>
    given.run('diff', join(examples, 'dev-test'), join(shared, 'prod'), '--sync', 'main', ...more);

  it('puts the policy and the author into the changeset', async () => {
    const { at } = await prepared(two);
    expect(JSON.parse(await readFile(at('changeset.json'), 'utf8'))).toMatchObject({
      policy: { approvals: 2, notByAuthor: true, maxAge: '2d' },
      made: { author: 'Mallory' },
    });
  });

  it('writes over nothing that was approved, unless forced (rules policy-kept)', async () => {
    const given = await prepared(two);
    await both(given);
    const before = await readFile(given.at('changeset.json'));
    const refused = await diffing(given, '--author', 'Eve');
    expect([refused.code, refused.stderr]).toEqual([1, expect.stringMatching(/not overwritten.*--out.*--force/s)]);
    expect(await readFile(given.at('changeset.json'))).toEqual(before);
    await diffing(given, '--author', 'Eve', '--force');
    expect(await readFile(given.at('changeset.json'), 'utf8')).toContain('Eve');
  });

  it('leaves one that says the same as it is, and its approvals hold', async () => {
    const given = await prepared(two);
    await both(given);
    await cp(given.at('changeset.json'), given.at('before.json'));
    const again = await diffing(given, '--author', 'Mallory');
    expect(again.stderr).toContain('stays as it is');
    expect(await readFile(given.at('changeset.json'))).toEqual(await readFile(given.at('before.json')));
  });

  it('needs an author where the policy asks for one (rules policy-author)', async () => {
    const given = await prepared(two);
    const env = { GIT_CONFIG_GLOBAL: '/dev/null', GIT_CONFIG_NOSYSTEM: '1', GIT_CEILING_DIRECTORIES: '/' };
    const args = ['diff', join(examples, 'dev-test'), join(shared, 'prod'), '--sync', 'main', '--force'];
    const { code, stderr } = await octosync(args, { cwd: given.cwd, env });
    expect([code, stderr]).toEqual([1, expect.stringMatching(/not known who makes.*--author/s)]);
  });
});
