import { execFile } from 'node:child_process';
import { mkdir, writeFile } from 'node:fs/promises';
import { createServer, request, type IncomingMessage, type ServerResponse } from 'node:http';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, it, onTestFinished } from 'vitest';
import { allTypes } from '../../src/catalogue/index.js';
import { loadInstances } from '../../src/commands/flags/load-instances.js';
import { startSandbox, type InstanceSpec, type RunningInstance } from '../../src/sandbox/server/index.js';
import { listening, startProxy } from '../connect/proxy-server.js';
import { makeAuthority, makeCertificate, tlsFront } from '../connect/tls-front.js';
import { octosync, workFolder, type Ran } from './cli.js';

/* What `octosync doctor` finds (ways-in, begin), through the built CLI. */

interface Prod {
  readonly url: string;
  readonly space?: string;
  readonly proxy?: string;
  readonly proxyEnv?: string;
  readonly caFile?: string;
  readonly gitRefs?: Readonly<Record<string, string>>;
}

interface Given {
  /** What the destination is, other than an empty sandbox. */
  readonly spec?: Partial<InstanceSpec>;
  readonly version?: string;
  readonly key?: string;
  readonly select?: Readonly<Record<string, string>>;
  /** What is wrong with it, or with the way to it. */
  readonly arrange?: (prod: RunningInstance) => Prod | Promise<Prod>;
}

interface Case extends Given {
  readonly title: string;
  /** The one line that says so. */
  readonly line: RegExp;
}

const everything = { projects: 'all', tenants: 'all' };

const straight = ({ url }: RunningInstance): Prod => ({ url });

/** A folder with a configuration: dev is in order, prod is as the case says. */
const prepared = async ({ spec, version = '2026.3.1', select = everything, arrange = straight }: Given) => {
  const cwd = await workFolder();
  const [dev, prod] = await loadInstances(['empty', `empty:${version}`], 'API-SANDBOX', 0);
  if (!dev || !prod) throw new Error('Two were loaded.');
  const sandbox = await startSandbox([dev, { ...prod, ...spec }]);
  onTestFinished(() => sandbox.close());
  const [source, destination] = sandbox.instances;
  if (!source || !destination) throw new Error('Two were started.');
  const config = {
    instances: {
      dev: { url: source.url },
      prod: { space: 'Default', apiKeyEnv: 'PROD', ...(await arrange(destination)) },
    },
    syncs: { main: { source: 'dev', destination: 'prod', select } },
  };
  await writeFile(join(cwd, 'octosync.yml'), JSON.stringify(config));
  return { cwd, source, destination };
};

const doctor = async ({ key = 'API-SANDBOX', ...given }: Given, ...args: readonly string[]) => {
  const made = await prepared(given);
  const examine = (...more: readonly string[]): Promise<Ran> =>
    octosync(['doctor', ...args, ...more], { cwd: made.cwd, env: { PROD: key } });
  return { ...made, examine, ran: await examine() };
};

const marked = (mark: string, { stdout }: Ran): readonly string[] =>
  stdout.split('\n').filter((line) => line.startsWith(`  ${mark} `));

/** What stands in front of a server and answers some paths itself. */
const front = async (
  url: string,
  answers: (asked: IncomingMessage, answer: ServerResponse) => boolean,
): Promise<string> => {
  const server = createServer((asked, answer) => {
    if (answers(asked, answer)) return;
    const { hostname, port } = new URL(url);
    const { method, headers, url: path } = asked;
    request({ hostname, port, method, headers, path }, (got) => {
      answer.writeHead(got.statusCode ?? 500, got.headers);
      got.pipe(answer);
    }).end();
  });
  return `http://127.0.0.1:${await listening(server)}`;
};

/** A port that nobody listens on. */
const closedPort = async (): Promise<number> => {
  const server = createServer();
  const port = await new Promise<number>((resolve) =>
    server.listen(0, '127.0.0.1', () => resolve((server.address() as { readonly port: number }).port)),
  );
  await new Promise((resolve) => server.close(resolve));
  return port;
};

/** Projects in Git, of which only the branch `main` is there. */
const projectsInGit = (url: string, branches: readonly string[], settings: object = {}): Promise<string> =>
  front(url, (asked, answer) => {
    const path = asked.url ?? '';
    const said = path.endsWith('/projects/all')
      ? branches.map((DefaultBranch, index) => ({
          Id: `Projects-${index + 1}`,
          Name: `Git ${index + 1}`,
          PersistenceSettings: { Type: 'VersionControlled', DefaultBranch, ...settings },
        }))
      : path.endsWith('/git/refs/main')
        ? { Name: 'main' }
        : undefined;
    if (said === undefined) return false;
    answer.setHeader('content-type', 'application/json').end(JSON.stringify(said));
    return true;
  });

const allPermissions = [
  ...new Set(
    allTypes.flatMap(({ reading, writing }) => [
      ...(reading.permission === undefined ? [] : [reading.permission]),
      ...(writing.permission ? [writing.permission.create, writing.permission.edit] : []),
    ]),
  ),
];

const allBut = (...missing: readonly string[]): readonly string[] =>
  allPermissions.filter((permission) => !missing.includes(permission));

const cases: readonly Case[] = [
  {
    title: 'a URL that is that of another server',
    arrange: async ({ url }) => ({
      url: await front(url, (_asked, answer) => {
        answer.setHeader('content-type', 'text/html').end('<html>Welcome</html>');
        return true;
      }),
    }),
    line: /✘ server +The answer is a web page, not Octopus JSON\. Check the URL: /,
  },
  {
    title: 'a host that nobody knows',
    arrange: () => ({ url: 'https://octopus.invalid' }),
    line: /✘ name +The host octopus\.invalid is not known here\. Check the URL/,
  },
  {
    title: 'a port that is closed',
    arrange: async () => ({ url: `http://127.0.0.1:${await closedPort()}` }),
    line: /✘ connection +127\.0\.0\.1:\d+ refuses connections\. Check the URL and port, and that the server runs\./,
  },
  {
    title: 'a proxy that is down',
    arrange: async ({ url }) => ({ url, proxy: `http://127.0.0.1:${await closedPort()}` }),
    line: /✘ proxy +The proxy 127\.0\.0\.1:\d+ takes no connections \(ECONNREFUSED\)\. Check proxy of instance "prod"/,
  },
  {
    title: 'a proxy that asks for a password',
    arrange: async ({ url }) => ({ url, proxy: `http://${(await startProxy({ refuses: 407, to: url })).host}` }),
    line: /✘ connection +The proxy .* asks for a user and password \(status 407\)\. Put them into /,
  },
  {
    title: 'a proxy that lets nothing through to the server',
    arrange: async ({ url }) => ({
      url: 'https://octopus.example.com',
      proxy: `http://${(await startProxy({ refuses: 403, to: url })).host}`,
    }),
    line: /✘ connection +The proxy .* lets nothing through to octopus\.example\.com \(status 403\)\. Ask those who run/,
  },
  {
    title: 'a file of a CA that is not there, and which',
    arrange: ({ url }) => ({ url, caFile: 'no-such-ca.pem' }),
    line: /✘ connection +The file cannot be read \(caFile\)\. \[.*no-such-ca\.pem\] Check its path/,
  },
  {
    title: 'an answer of another server, in a sentence of its own',
    arrange: async ({ url }) => ({
      url: await front(url, (_asked, answer) => {
        answer.writeHead(404, { 'content-type': 'text/plain' }).end('Only /octopus is here');
        return true;
      }),
    }),
    line: /✘ server +The server answered 404: Only \/octopus is here\. Check that the URL/,
  },
  {
    title: 'a variable for the proxy that holds none',
    arrange: ({ url }) => ({ url, proxyEnv: 'NO_SUCH_PROXY' }),
    line: /✘ url +The environment variable NO_SUCH_PROXY holds no proxy\..* Set it to the URL of the proxy/,
  },
  {
    title: 'a server that redirects elsewhere',
    arrange: async ({ url }) => ({
      url: await front(url, (_asked, answer) => {
        answer.writeHead(302, { location: 'https://sign-in.example.com/' }).end();
        return true;
      }),
    }),
    line: /✘ server +The server redirects to https:\/\/sign-in\.example\.com\/.* Use the URL it redirects to/,
  },
  {
    title: 'a certificate of a CA that nobody knows',
    arrange: async ({ url }) => {
      const ca = await makeAuthority();
      return { url: `https://localhost:${await tlsFront(url, await makeCertificate(ca))}` };
    },
    line: /✘ connection +The certificate of localhost:\d+ is not trusted \(\w+\)\. .*NODE_EXTRA_CA_CERTS/,
  },
  {
    title: 'a wrong key',
    key: 'API-WRONG',
    line: /✘ key +The server does not take the key: .* Make a new one in the profile of its user, and put it into PROD\./,
  },
  {
    title: 'no key',
    key: '',
    line: /✘ key +The environment variable PROD holds no API key\. Set it, /,
  },
  {
    title: 'the permission to write one type missing',
    spec: { permissions: allBut('TenantEdit') },
    line: /✘ write +Lacks TenantEdit \(tenants and variables of tenants\)\. Give a team of "octosync" a role with it /,
  },
  {
    title: 'the permission to read one type missing',
    spec: { permissions: allBut('TenantView') },
    line: /✘ read +Lacks TenantView \(tenants .*\)\. Give a team of "octosync" a role with .* in space "Default"\./,
  },
  {
    title: 'another version',
    version: '2024.2.1',
    line: /✘ main +dev runs Octopus 2026\.3\.1, prod 2024\.2\.1: diff refuses .* Upgrade one of them/,
  },
  {
    title: 'a space that is not there',
    arrange: ({ url }) => ({ url, space: 'Nowhere' }),
    line: /✘ space +There is no space named "Nowhere"\. The API key sees: "Default"\./,
  },
  {
    title: 'a budget that is used up',
    arrange: ({ url, faults }) => {
      faults.limit({ perMinute: 60, burst: 0, isStated: true }, Date.now());
      return { url };
    },
    line: /✘ rate +The server refuses requests now \(status 429\): the budget of 60 requests a minute.* Wait 1 s/,
  },
  {
    title: 'a Git branch that cannot be read',
    arrange: async ({ url }) => ({ url: await projectsInGit(url, ['main', 'gone']) }),
    line: /✘ git +The server cannot read "gone" of project "Git 2" \(status 404\)\. Test the connection/,
  },
];

describe('octosync doctor', () => {
  it.each(cases)('finds $title, in one line with a remedy, and exits with 1', async ({ line, ...given }) => {
    const { ran, destination } = await doctor(given);
    expect(marked('✘', ran), ran.stdout + ran.stderr).toEqual([expect.stringMatching(line)]);
    expect(ran.code).toBe(1);
    expect(destination.requests.length).toBeLessThan(20);
  });

  it('finds nothing wrong where nothing is, and only reads (rules doctor-reads-only)', async () => {
    const { ran, examine, source, destination } = await doctor({});
    expect([marked('✘', ran), marked('-', ran), ran.code]).toEqual([[], [], 0]);
    for (const { requests } of [source, destination]) {
      expect(requests.map(({ method }) => method)).not.toContainEqual(expect.not.stringMatching('GET'));
      expect(requests.length).toBeLessThan(20);
    }
    const { isHealthy, instances, syncs } = JSON.parse((await examine('--json')).stdout) as Record<string, unknown>;
    expect(isHealthy).toBe(true);
    expect(instances).toHaveLength(2);
    expect(syncs).toEqual([expect.objectContaining({ sync: 'main', mark: 'right' })]);
  });

  it('asks for the refs that gitRefs names, and says which default branches are protected', async () => {
    const { ran } = await doctor({
      arrange: async ({ url }) => ({
        url: await projectsInGit(url, ['main', 'gone'], { ProtectedBranchNamePatterns: ['release/*', 'ma*'] }),
        gitRefs: { 'Git 2': 'main' },
      }),
    });
    const lines = ran.stdout.split('\n').filter((line) => / git {2,}/.test(line));
    expect(lines).toContainEqual(
      expect.stringMatching(
        /2 projects .* refs can be read\. The default branch of "Git 1" is protected: commits go to/,
      ),
    );
    const missing = await doctor({
      arrange: async ({ url }) => ({ url: await projectsInGit(url, ['main']), gitRefs: { '*': 'release' } }),
    });
    expect(marked('✘', missing.ran)).toEqual([
      expect.stringMatching(/cannot read "release" of project "Git 1" \(status 404\)/),
    ]);
  });

  it('asks for few branches where many projects are in Git', async () => {
    const branches = Array.from({ length: 40 }, () => 'main');
    let requests = 0;
    const { ran } = await doctor({
      arrange: async ({ url }) => ({
        url: await front(await projectsInGit(url, branches), () => {
          requests += 1;
          return false;
        }),
      }),
    });
    expect(marked('!', ran)).toContainEqual(expect.stringMatching(/git +40 projects .* refs of 10 can be read/));
    expect(requests).toBeLessThan(20);
  });

  it('tells by type what is missing, and what no sync is sure to need', async () => {
    const spec = { permissions: allBut('EnvironmentEdit', 'TenantEdit', 'ProxyView') };
    const { examine } = await doctor({ spec, select: { environments: 'all' } }, 'prod');
    const { instances } = JSON.parse((await examine('--json')).stdout) as {
      readonly instances: readonly { readonly findings: readonly Record<string, unknown>[] }[];
    };
    const of = (check: string) => instances[0]?.findings.find((finding) => finding['check'] === check);
    const environments = { type: 'environments', to: 'write', isMust: true };
    expect(of('write')?.['permissions']).toEqual([
      { ...environments, permission: 'EnvironmentCreate', granted: 'yes' },
      { ...environments, permission: 'EnvironmentEdit', granted: 'no' },
    ]);
    expect(of('read')?.['mark']).toBe('attention');
    expect(of('read')?.['says']).toContain('no sync is sure to need it: ProxyView (proxies)');
  });

  it('says what a server keeps to itself, and goes on', async () => {
    const { ran } = await doctor({
      arrange: ({ url, faults }) => {
        faults.add({ does: 403, path: /\/permissions$/ });
        faults.add({ does: 401, path: /^\/api$/ });
        return { url };
      },
    });
    expect([marked('✘', ran), ran.code]).toEqual([[], 0]);
    for (const line of [/server +.*only to a key that it knows/, /read +The server does not say what this key may do/])
      expect(marked('!', ran)).toContainEqual(expect.stringMatching(line));
    expect(marked('-', ran)).toEqual([expect.stringMatching(/main +The versions were not compared/)]);
  });

  it('needs no configuration, and examines only what is named', async () => {
    const { destination, cwd } = await prepared({});
    const alone = await octosync(['doctor', '--url', destination.url], { cwd: await workFolder() });
    expect(alone.code, alone.stderr).toBe(0);
    const { url } = destination;
    const env = {
      OCTOPUS_URL: url,
      OCTOPUS_SPACE: 'Elsewhere',
      OCTOPUS_API_KEY: '',
      OCTOPUS_ACCESS_TOKEN: 'none.such.token',
    };
    const said = await octosync(['doctor'], { cwd: await workFolder(), env });
    expect(said.stdout).toContain(`${url} (space "Elsewhere")`);
    expect(marked('✘', said)).toEqual([
      expect.stringMatching(/not take the access token: .* and put the new one into OCTOPUS_ACCESS_TOKEN\.$/),
    ]);
    expect(said.stdout).not.toContain('OCTOPUS_API_KEY');
    const { stdout } = await octosync(['doctor', 'prod'], { cwd, env: { PROD: 'API-SANDBOX' } });
    expect(stdout).toMatch(/^prod \(/);
    expect(stdout).not.toMatch(/^dev/m);
    const unknown = await octosync(['doctor', 'dve'], { cwd });
    expect([unknown.code, unknown.stderr]).toEqual([1, expect.stringContaining('Did you mean "dev"?')]);
  });

  it('sees clocks that are apart', async () => {
    const { ran } = await doctor({
      arrange: async ({ url }) => ({
        url: await front(url, (asked, answer) => {
          if (asked.url !== '/api') return false;
          answer.setHeader('date', new Date(Date.now() + 3_600_000).toUTCString());
          answer.end(JSON.stringify({ Version: '2026.3.1' }));
          return true;
        }),
      }),
    });
    expect(marked('!', ran)).toContainEqual(expect.stringMatching(/clock +The clock .* is 60 min behind .* Set it/));
  });

  it('says commands as a shell takes them, whatever an instance is called', async () => {
    const cwd = await workFolder();
    const [dev] = await loadInstances(['empty'], 'API-SANDBOX', 0);
    const sandbox = await startSandbox(dev ? [dev] : []);
    onTestFinished(() => sandbox.close());
    const name = 'my $(id) dev';
    await writeFile(
      join(cwd, 'here.yml'),
      JSON.stringify({ instances: { [name]: { url: sandbox.instances[0]?.url } } }),
    );
    const look = async (): Promise<string> => (await octosync(['doctor', '--config', 'here.yml'], { cwd })).stdout;
    expect(await look()).toContain(` octosync snapshot '${name}' --config here.yml takes it.`);
    await mkdir(join(cwd, 'snapshots', name), { recursive: true });
    await writeFile(join(cwd, 'snapshots', name, 'snapshot.json'), '{}');
    await promisify(execFile)('git', ['-C', cwd, 'init', '--quiet']);
    expect(await look()).toContain(` git add 'snapshots/${name}', then git commit.`);
  });

  it('sees a folder that cannot be written to, and how the snapshots stand in Git', async () => {
    const { cwd } = await prepared({});
    const look = async (check: string): Promise<string> => {
      const { stdout } = await octosync(['doctor', 'dev'], { cwd });
      return stdout.split('\n').find((line) => line.includes(` ${check} `)) ?? '';
    };
    const inGit = (...args: readonly string[]) => promisify(execFile)('git', ['-C', cwd, ...args]);
    expect(await look('snapshots')).toMatch(/! .*no snapshot in snapshots\/dev yet/);
    await mkdir(join(cwd, 'snapshots', 'dev'), { recursive: true });
    await writeFile(join(cwd, 'snapshots', 'dev', 'snapshot.json'), '{}');
    expect(await look('snapshots')).toMatch(/! .*in no Git repository/);
    await inGit('init', '--quiet');
    expect(await look('snapshots')).toMatch(/! .*not committed/);
    await inGit('add', '.');
    await inGit('-c', 'user.name=A', '-c', 'user.email=a@example.com', 'commit', '--quiet', '-m', 'Snapshot');
    expect(await look('snapshots')).toMatch(/✔ .*is committed/);
    await writeFile(join(cwd, 'changesets'), '');
    expect(await look('directories')).toMatch(/✘ .*changesets \(is no directory\)\. Give/);
  });
});
