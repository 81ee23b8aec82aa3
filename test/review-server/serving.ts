import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import type { Changeset } from '../../src/changeset/changeset.js';
import { openReview } from '../../src/review-server/reviewing.js';
import { startReviewServer, type ReviewServer } from '../../src/review-server/serve.js';
import { writeChangeset } from '../../src/workspace/changeset-file.js';
import { decidableChangeset } from '../builders/decidable-changeset.js';
import { workFolder } from '../e2e/cli.js';

/** A review that is served for as long as a test takes. */
export interface Served extends ReviewServer {
  readonly folder: string;
  readonly file: string;
}

/** Writes a changeset into a folder of its own; gives its file. */
export const written = async (changeset: Changeset = decidableChangeset()): Promise<string> => {
  const file = join(await workFolder(), 'changeset.json');
  await writeChangeset(file, changeset);
  return file;
};

export const serve = async (file: string): Promise<Served> => {
  const server = await startReviewServer(await openReview({ file }));
  onTestFinished(() => server.close());
  return { ...server, file, folder: join(file, '..') };
};
