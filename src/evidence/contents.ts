import { approvalsHolding } from '../changeset/approvals.js';
import { UsageError } from '../model/errors.js';
import { textOf, type JsonValue } from '../model/json.js';
import { parseJson } from '../model/parse-json.js';
import { logDefects } from './belongs/log.js';
import { factsOf, type Facts } from './facts.js';
import { parts } from './format.js';
import type { Files } from './zip.js';

/** What hides secrets: in texts, and in the fields of a body. */
export interface Hiding {
  readonly areIn: (text: string) => boolean;
  readonly redact: (value: JsonValue) => JsonValue;
}

/** What goes into a bundle, and why something that lies beside the changeset does not. */
export interface Contents {
  readonly files: Files;
  readonly why: ReadonlyMap<string, string>;
}

/**
 * What of the files beside a changeset goes into a bundle of evidence (rules evidence-content): what is of this changeset, with
 * the line ends that it was written with, and without secrets. Throws UsageError for a damaged file, and for one that holds a
 * secret where nothing can be hidden without making another file of it.
 */
export const contentsOf = async (beside: Files, hiding: Hiding): Promise<Contents> => {
  const found = new Map<string, Uint8Array>();
  for (const { name } of parts) {
    const bytes = beside.get(name);
    if (bytes !== undefined) found.set(name, withoutSecrets(name, ownLineEnds(name, bytes), hiding));
  }
  const why = othersIn(await factsOf(found));
  return { files: new Map([...found].filter(([name]) => !why.has(name))), why };
};

/** No text of ours holds a carriage return, but for tables: where there is one, it came with a checkout. */
const ownLineEnds = (name: string, bytes: Uint8Array): Uint8Array =>
  name.endsWith('.csv') || !bytes.includes(13)
    ? bytes
    : Buffer.from(Buffer.from(bytes).toString('utf8').replaceAll('\r\n', '\n'), 'utf8');

const withoutSecrets = (name: string, bytes: Uint8Array, { areIn, redact }: Hiding): Uint8Array => {
  const text = Buffer.from(bytes).toString('utf8');
  if (name === 'changeset.log.jsonl') return Buffer.from(redactedLog(text, redact), 'utf8');
  if (!areIn(text)) return bytes;
  throw new UsageError({
    what: 'The file holds a secret that this process knows: it does not go into a bundle.',
    where: name,
    remedy: 'Find out how it got there. The secret should be changed: this file was meant to be seen.',
  });
};

/** A log is redacted as it is written; here once more, since it may be another program's, or an older one's. */
const redactedLog = (text: string, redact: Hiding['redact']): string =>
  text
    .split('\n')
    .map((line) => {
      if (line === '') return line;
      const parsed = parseJson(line);
      return JSON.stringify(redact(parsed.kind === 'value' ? parsed.json : line));
    })
    .join('\n');

/** What lies beside this changeset, and is about another one. */
const othersIn = ({ changeset, file, ...facts }: Facts): ReadonlyMap<string, string> => {
  const { approvals, journal, decisions, planned, receipt, cleanUp, verified } = facts;
  const digests: readonly (readonly [name: string, of: string | undefined])[] = [
    ['changeset.decisions.json', decisions?.changeset],
    ['changeset.dry-run.json', planned?.changeset],
    ['changeset.receipt.json', receipt?.changeset],
    ['changeset.cleanup.json', cleanUp && textOf(cleanUp['digest'])],
    ['changeset.verify.json', verified?.changeset],
  ];
  const why = new Map<string, string>(
    digests.flatMap(([name, of]) =>
      of === undefined || of === changeset.digest ? [] : [[name, `There is one of another changeset: ${of}.`] as const],
    ),
  );
  if (approvals && approvalsHolding(approvals, { ...changeset, file }).length === 0)
    why.set('changeset.approvals.json', 'There are some, of other bytes than these.');
  if (journal && !journal.some(({ event, changeset: of }) => event === 'begin' && of === changeset.digest))
    why.set('changeset.journal.jsonl', 'There is one of another changeset.');
  if (logDefects({ changeset, file, ...facts }).length > 0)
    why.set('changeset.log.jsonl', 'There is one of another changeset.');
  // The lists for people say the same as the one for programs, and no digest.
  const list = why.get('changeset.cleanup.json');
  if (list !== undefined) for (const name of ['changeset.cleanup.md', 'changeset.cleanup.csv']) why.set(name, list);
  return why;
};
