import { parseApprovals, type Approvals } from '../changeset/approvals.js';
import type { Changeset } from '../changeset/changeset.js';
import { isDecisions, isPlanned, isVerified } from '../changeset/checks.js';
import type { Decisions } from '../changeset/decisions.js';
import { parseReceipt } from '../changeset/read-receipt.js';
import { parseChangeset } from '../changeset/read.js';
import type { Receipt } from '../changeset/receipt.js';
import type { Planned, Verified } from '../changeset/records.js';
import { sha256 } from '../model/canonical.js';
import { UsageError } from '../model/errors.js';
import { isObject, type JsonObject } from '../model/json.js';
import type { Digest } from '../model/names.js';
import { parseJson } from '../model/parse-json.js';
import type { Files } from './zip.js';

/** What the files of a bundle say. */
export interface Facts {
  readonly changeset: Changeset;
  /** SHA-256 of the bytes of the changeset. */
  readonly file: Digest;
  readonly decisions?: Decisions;
  readonly approvals?: Approvals;
  readonly planned?: Planned;
  /** The lines of the journal. */
  readonly journal?: readonly JsonObject[];
  /** The lines of the log that say which run follows. */
  readonly logged?: readonly JsonObject[];
  readonly receipt?: Receipt;
  readonly cleanUp?: JsonObject;
  readonly verified?: Verified;
}

/** Reads the files of a bundle. Throws UsageError for the first one that is not what its name says. */
export const factsOf = async (files: Files): Promise<Facts> => {
  const bytes = files.get('changeset.json') ?? new Uint8Array();
  const text = (name: string): string | undefined => {
    const found = files.get(name);
    return found && textOf(found, name);
  };
  const decisions = recordIn(text('changeset.decisions.json'), 'changeset.decisions.json', isDecisions);
  const planned = recordIn(text('changeset.dry-run.json'), 'changeset.dry-run.json', isPlanned);
  const verified = recordIn(text('changeset.verify.json'), 'changeset.verify.json', isVerified);
  const cleanUp = recordIn(text('changeset.cleanup.json'), 'changeset.cleanup.json', isObject);
  const approvals = text('changeset.approvals.json');
  const receipt = text('changeset.receipt.json');
  const journal = text('changeset.journal.jsonl');
  const log = text('changeset.log.jsonl');
  return {
    changeset: await parseChangeset(textOf(bytes, 'changeset.json'), 'changeset.json'),
    file: sha256(bytes),
    ...(decisions && { decisions }),
    ...(approvals !== undefined && { approvals: await parseApprovals(approvals, 'changeset.approvals.json') }),
    ...(planned && { planned }),
    ...(journal !== undefined && { journal: linesIn(journal) }),
    ...(log !== undefined && { logged: linesIn(log, '"kind":"begin"').filter(({ kind }) => kind === 'begin') }),
    ...(receipt !== undefined && { receipt: await parseReceipt(receipt, 'changeset.receipt.json') }),
    ...(cleanUp && { cleanUp }),
    ...(verified && { verified }),
  };
};

/** Bytes that are no UTF-8 would be read as others than they are. */
const textOf = (bytes: Uint8Array, where: string): string => {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch (error) {
    throw new UsageError({ what: 'The file is no text in UTF-8.', where }, { cause: error });
  }
};

const recordIn = <Value>(
  text: string | undefined,
  where: string,
  is: (value: unknown) => value is Value,
): Value | undefined => {
  if (text === undefined) return undefined;
  const parsed = parseJson(text);
  const value: unknown = parsed.kind === 'value' ? parsed.json : undefined;
  if (is(value)) return value;
  throw new UsageError({
    what: 'The file is damaged, or of another format.',
    where,
    remedy: 'Restore it, or move it away: the bundle then says that it is missing.',
  });
};

/** The lines that hold a text; a last line that was cut short by a kill says nothing. */
const linesIn = (text: string, holding = ''): readonly JsonObject[] =>
  text.split('\n').flatMap((line) => {
    const parsed = line.includes(holding) ? parseJson(line) : undefined;
    return parsed?.kind === 'value' && isObject(parsed.json) ? [parsed.json] : [];
  });
