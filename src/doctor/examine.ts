import { ApiError, OctosyncError, UsageError } from '../model/errors.js';
import { checkDirectories, checkSnapshots } from './checks/disk.js';
import { checkGitRefs } from './checks/git-refs.js';
import { checkKey, checkSpace } from './checks/key.js';
import { checkClock, checkRate } from './checks/pace.js';
import { checkPermissions } from './checks/permissions.js';
import { checkConnection, checkName, checkProxy, checkServer, checkUrl } from './checks/way.js';
import { wrong, type CheckName, type Finding, type Found } from './finding.js';
import { visitTo, type Patient, type Visit } from './visit.js';

/** One thing to look at, and what must be right before it can be. */
interface Check {
  readonly name: CheckName;
  readonly needs: readonly CheckName[];
  readonly look: (visit: Visit) => Promise<Found>;
}

const checks: readonly Check[] = [
  { name: 'url', needs: [], look: checkUrl },
  { name: 'proxy', needs: ['url'], look: checkProxy },
  { name: 'name', needs: ['proxy'], look: checkName },
  { name: 'connection', needs: ['name'], look: checkConnection },
  { name: 'server', needs: ['connection'], look: checkServer },
  { name: 'key', needs: ['server'], look: checkKey },
  { name: 'space', needs: ['key'], look: checkSpace },
  { name: 'read', needs: ['space'], look: checkPermissions('read') },
  { name: 'write', needs: ['space'], look: checkPermissions('write') },
  { name: 'git', needs: ['space'], look: checkGitRefs },
  { name: 'rate', needs: ['connection'], look: checkRate },
  { name: 'clock', needs: ['connection'], look: checkClock },
  { name: 'directories', needs: [], look: checkDirectories },
  { name: 'snapshots', needs: [], look: checkSnapshots },
];

/** What an examination of an instance found. */
export interface Examined {
  readonly instance: string | undefined;
  readonly url: string;
  readonly space: string;
  /** Of the server, where it says so. */
  readonly version: string | undefined;
  readonly requests: number;
  readonly findings: readonly Finding[];
}

/**
 * Looks at one instance, one thing after the other. Only reads, here and there, and asks little of a server (rules
 * doctor-reads-only). Throws only what is a mistake of octosync.
 */
export const examine = async (patient: Patient, now: () => number): Promise<Examined> => {
  const visit = visitTo(patient, now);
  const findings: Finding[] = [];
  for (const check of checks) findings.push({ check: check.name, ...(await foundBy(check, visit, findings)) });
  return {
    instance: patient.name,
    url: patient.connection.url,
    space: patient.space,
    version: await versionOf(visit),
    requests: visit.requests(),
    findings,
  };
};

const foundBy = async ({ needs, look }: Check, visit: Visit, before: readonly Finding[]): Promise<Found> => {
  const inTheWay = before.find(({ check, mark }) => needs.includes(check) && (mark === 'wrong' || mark === 'skipped'));
  if (inTheWay) return { mark: 'skipped', says: `Not looked at: it needs the ${inTheWay.check}, above.` };
  try {
    return await look(visit);
  } catch (error) {
    if (error instanceof ApiError && error.status === 429)
      return { mark: 'skipped', says: 'Not looked at: the server takes no more requests now; see the rate, below.' };
    if (error instanceof OctosyncError) return wrong(saidBy(error), error.remedy ?? 'Look there, and run it again.');
    throw error;
  }
};

/** A sentence of its own; of a file it says which, while the server stands above. */
const saidBy = (error: OctosyncError): string => {
  const what = /[.!?…]$/.test(error.what) ? error.what : `${error.what}.`;
  return error instanceof UsageError && error.where !== undefined && !isServer(error.where)
    ? `${what} [${error.where}]`
    : what;
};

const isServer = (where: string): boolean => /^(\w+ )?https?:\/\//.test(where);

const versionOf = async ({ heard, root }: Visit): Promise<string | undefined> => {
  if (heard.length === 0) return undefined;
  return root().then(
    ({ version }) => version,
    () => undefined,
  );
};
