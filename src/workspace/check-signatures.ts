import type { Approval } from '../changeset/approvals.js';
import type { Signature } from '../changeset/approvals-counted.js';
import { namespace, signedText } from './sign-approval.js';
import { sshKeygen, withPrivateFiles } from './ssh-keygen.js';

/**
 * Whether each approval is signed by a key that every file of allowed signers gives to the person it names, as of now: a key
 * that has expired there signs nothing any more, whatever time the record gives (rules policy-signed). Throws BlockedError
 * without ssh-keygen.
 */
export const checkSignatures = async (
  approvals: readonly Approval[],
  files: readonly (readonly string[])[],
): Promise<ReadonlyMap<Approval, Signature>> => {
  const checked = new Map<Approval, Signature>();
  for (const approval of approvals) checked.set(approval, await checkSignature(approval, files));
  return checked;
};

/** The same of one approval; `at`: as of that time instead of now (rules evidence-signatures). */
export const checkSignature = async (
  approval: Approval,
  files: readonly (readonly string[])[],
  at?: string,
): Promise<Signature> => {
  const { signature } = approval;
  if (signature === undefined) return { kind: 'none', why: 'it is not signed (octosync approve --sign)' };
  if (files.length === 0)
    return { kind: 'bad', why: 'there is no file of allowed signers to check its signature with' };
  const results: Signature[] = [];
  for (const lines of files) results.push(await checkWith(approval, signature, lines, at));
  const good = results.filter((one) => one.kind === 'good');
  const [first] = good;
  const principals = first?.principals.filter((name) => good.every((one) => one.principals.includes(name))) ?? [];
  const bad = results.find(({ kind }) => kind !== 'good');
  if (bad) return bad;
  if (!first || principals.length === 0) return { kind: 'bad', why: 'the files of allowed signers differ about them' };
  return { ...first, principals };
};

const checkWith = (
  approval: Approval,
  signature: string,
  lines: readonly string[],
  at: string | undefined,
): Promise<Signature> =>
  withPrivateFiles({ signers: `${lines.join('\n')}\n`, signature }, async (path): Promise<Signature> => {
    const text = signedText(approval);
    const principals: string[] = [];
    let fingerprint: string | undefined;
    for (const principal of waysToName(approval.by)) {
      const found = await sshKeygen(
        ['-Y', 'verify', '-f', path('signers'), '-I', principal, '-n', namespace, '-s', path('signature'), ...asOf(at)],
        text,
      );
      const key = found.code === 0 ? / key (SHA256:[A-Za-z0-9+/]{43})$/.exec(found.stdout.trim())?.[1] : undefined;
      if (key === undefined) continue;
      fingerprint = key;
      principals.push(principal);
    }
    if (fingerprint !== undefined) return { kind: 'good', fingerprint, principals };
    return {
      kind: 'bad',
      why: 'its signature is none of theirs: it is of another record or another key, or the file of allowed signers does not give this key to them now',
    };
  });

/** `Ada Lovelace <ada@example.com>` is meant by the whole, by the name, and by the address. */
const waysToName = (by: string): readonly string[] => [
  ...new Set([by, ...by.split(/[<>]/)].map((text) => text.trim()).filter((text) => text !== '')),
];

/** As ssh-keygen writes a time, in UTC: 20261120060000Z. */
const asOf = (at: string | undefined): readonly string[] =>
  at === undefined
    ? []
    : [`-Overify-time=${new Date(at).toISOString().slice(0, 'YYYY-MM-DDThh:mm:ss'.length).replaceAll(/[-T:]/g, '')}Z`];
