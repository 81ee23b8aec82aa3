import { dirname, resolve } from 'node:path';
import { hasWildcards, refNamedIn, type GitRef } from '../model/git-refs.js';
import { foldName } from '../model/names.js';
import type { Progress } from '../model/progress.js';
import { timeSays, type OctopusClient, type RequestEvent } from '../octopus/index.js';
import { prepareAgain, type How } from './take-again.js';
import { writableTarget } from '../snapshot/belongings.js';
import { FreshSnapshot } from '../snapshot/laying-out/fresh-snapshot.js';
import type { Manifest } from '../snapshot/manifest.js';
import { readerFor } from '../snapshot/reader.js';
import { takeSnapshot, type TakenSnapshot } from '../snapshot/take.js';
import type { WhatToRead } from '../snapshot/what-to-read.js';
import { putAll } from '../snapshot/write.js';
import { downloadPackages } from '../workspace/download-packages.js';
import { withLog } from '../workspace/log-file.js';
import { refuseUnwritableFolder } from '../workspace/unwritable.js';

/** Which space is taken, how, and where to. */
export interface Taking {
  /** Connects to the server; told of each request. */
  readonly connect: (onRequest: (event: RequestEvent) => void) => Promise<OctopusClient>;
  readonly space: string;
  /** The directory to write. */
  readonly out: string;
  readonly what: Omit<WhatToRead, 'refNamed'>;
  /** At which refs projects in Git are read; where none is named, at their default branches. */
  readonly gitRefs?: readonly GitRef[] | undefined;
  /** Whether the files of the packages that `what` names are taken too. */
  readonly packageFiles: boolean;
  /** What is taken over from the snapshot before. */
  readonly how?: How | undefined;
  /** Where the log goes, if one is kept. */
  readonly log: string | undefined;
  /** The version of octosync. */
  readonly tool: string;
  readonly onRequest: (event: RequestEvent) => void;
  readonly progress: Progress;
}

/** What was taken, and what a person should know. */
export interface Taken {
  readonly manifest: Manifest;
  readonly notes: readonly string[];
}

/** Fewer requests than these take no time that anybody would plan with. */
const many = 200;

const tellTime = (requests: number, client: OctopusClient, progress: Progress): void => {
  if (requests < many) return;
  const says = `Up to ${requests} requests for what has no list${timeSays(requests, client.budget())}.`;
  progress({ kind: 'note', says });
};

/**
 * Takes a space of a server, and writes the directory as a whole, at the end. Writes nothing to the server. Throws UsageError for
 * a directory that cannot be written before a long reading begins, ApiError for what the server refuses.
 */
export const takeSpace = async (taking: Taking): Promise<Taken> => {
  const { out, what, gitRefs = [] } = taking;
  const refs = refsHeard(gitRefs);
  await refuseUnwritableFolder(dirname(await writableTarget(resolve(out))));
  return withLog(taking.log, { command: 'snapshot', tool: taking.tool }, async (log) => {
    const client = await taking.connect(log.requests(taking.onRequest));
    const { version, installation } = await client.root();
    const space = await client.findSpace(taking.space);
    const source = { url: client.url, installation, space: space.name, version };
    const progress = log.progress(taking.progress);
    const reader = readerFor(client, space);
    const { again, asksAll, finish } = await prepareAgain({ client, reader, space, source, out, what }, taking.how);
    const tellRequests = asksAll ? (requests: number) => tellTime(requests, client, progress) : undefined;
    const fresh = new FreshSnapshot(out);
    const takeAndWrite = async (): Promise<readonly [TakenSnapshot, string | undefined]> => {
      const asked = { ...what, refNamed: refs.refNamed, again, tellRequests };
      const taken = await takeSnapshot(reader, source, new Date().toISOString(), progress, asked, fresh);
      const wanted = taking.packageFiles ? (what.packages ?? []) : [];
      const { files, remove } = await downloadPackages(client, space, taken.space, wanted, out, progress);
      await putAll(fresh, files).finally(remove);
      return [taken, await fresh.finish(taken.manifest)];
    };
    const [taken, finished] = await takeAndWrite().finally(() => fresh.remove());
    const said = [...(finished === undefined ? [] : [finished]), ...taken.notes, ...refs.idle(what)];
    const notes = [...said, ...(await finish(taken))];
    return { manifest: taken.manifest, notes };
  });
};

/** The refs that are named, and which of them are for no project: a name is easily mistyped, and then another ref is read. */
const refsHeard = (gitRefs: readonly GitRef[]) => {
  const asked = new Set<string>();
  return {
    refNamed: (project: string): string | undefined => {
      asked.add(foldName(project));
      return refNamedIn(gitRefs, project);
    },
    idle: ({ only }: Taking['what']): readonly string[] =>
      gitRefs.flatMap(({ project }) =>
        only !== undefined || hasWildcards(project) || asked.has(foldName(project))
          ? []
          : [`gitRefs names "${project}": no project of this name keeps anything in Git.`],
      ),
  };
};
