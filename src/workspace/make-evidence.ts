import { bundleOf } from '../evidence/bundle.js';
import { checkBundle, type CheckOptions } from '../evidence/check.js';
import { contentsOf } from '../evidence/contents.js';
import type { Manifest } from '../evidence/manifest.js';
import { knownSecrets } from '../octopus/known-secrets.js';
import { redact } from '../octopus/redact.js';
import { readChangeset } from './changeset-file.js';
import { evidenceBeside, learnKeys, type WhatToTake } from './evidence-files.js';
import { installedIn } from './installed-packages.js';
import { refuseOwn } from './refuse-own.js';
import { readSecrets } from './secrets-file.js';
import { writeWhole } from './write-whole.js';

/** What a bundle is made from and where it goes. */
export interface Making extends WhatToTake, CheckOptions {
  readonly out: string;
  /** The file of secrets that apply was given. */
  readonly secrets: string | undefined;
  /** The folder in which octosync is installed. */
  readonly root: string;
}

/**
 * Makes a bundle of evidence of a changeset and of what lies beside it (rules evidence-content), readable by who made it alone, and
 * checks it. Gives its manifest, and what is wrong with it: it is written all the same, since then it is needed most. Throws
 * UsageError where it cannot be made.
 */
export const makeEvidence = async (
  changesetFile: string,
  { out, secrets, root, ...options }: Making,
): Promise<{ readonly manifest: Manifest; readonly failures: readonly string[] }> => {
  await refuseOwn(changesetFile, out);
  learnKeys(process.env);
  await readSecrets(secrets, await readChangeset(changesetFile));
  const hiding = {
    areIn: (text: string) => knownSecrets.areIn(text),
    redact: (value: Parameters<typeof redact>[0]) => redact(value, knownSecrets),
  };
  const contents = await contentsOf(await evidenceBeside(changesetFile, options), hiding);
  const { bytes, manifest } = await bundleOf(contents, { tool: options.tool, installed: await installedIn(root) });
  await writeWhole(out, bytes, { mode: 0o600 });
  const { failures } = await checkBundle(bytes, options);
  return { manifest, failures };
};
