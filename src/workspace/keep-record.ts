import { dryRunFormat, verifiedFormat } from '../changeset/format.js';
import type { Planned, Verified } from '../changeset/records.js';
import { canonicalFile } from '../model/canonical.js';
import type { JsonValue } from '../model/json.js';
import { knownSecrets } from '../octopus/known-secrets.js';
import { redact } from '../octopus/redact.js';
import { besideChangeset } from './changeset-file.js';
import { writeWhole } from './write-whole.js';

/** Keeps what `verify` found beside the changeset (rules evidence-kept). Gives why not, where nothing can be written there. */
export const keepVerified = (
  changesetFile: string,
  verified: Omit<Verified, 'format' | 'when'>,
): Promise<string | undefined> =>
  keep(besideChangeset(changesetFile, 'verify.json'), { format: verifiedFormat, ...verified });

/** Keeps what a dry run would send beside the changeset, without secrets (rules evidence-kept); like keepVerified. */
export const keepPlanned = (
  changesetFile: string,
  planned: Omit<Planned, 'format' | 'when'>,
): Promise<string | undefined> =>
  keep(besideChangeset(changesetFile, 'dry-run.json'), { format: dryRunFormat, ...planned });

/** Both commands are run where nothing may be written, too: then they say so, and fail for nothing. */
const keep = async (file: string, record: object): Promise<string | undefined> => {
  const told = { ...record, when: new Date().toISOString() };
  const value = JSON.parse(JSON.stringify(told)) as JsonValue;
  try {
    await writeWhole(file, canonicalFile(redact(value, knownSecrets)));
    return undefined;
  } catch (error) {
    return `The record of this is not kept in ${file}: ${error instanceof Error ? error.message : String(error)}`;
  }
};
