import { readFile } from 'node:fs/promises';
import type { Approval } from '../changeset/approvals.js';
import { signersOf } from '../changeset/policy.js';
import type { CheckOptions, Signed } from '../evidence/check.js';
import { UsageError } from '../model/errors.js';
import { checkSignature as checkWithLists } from './check-signatures.js';
import { namespace, signedText } from './sign-approval.js';
import { sshKeygen, withPrivateFiles } from './ssh-keygen.js';

/**
 * Checks the signatures in a bundle, each as of the time that its approval gives, so that a key may expire afterwards: with the
 * allowed signers of a file, or else with those that the policy in the bundle lists (rules evidence-signatures). Throws
 * UsageError for a file that cannot be read, BlockedError without ssh-keygen.
 */
export const checkSignature =
  (signersFile: string | undefined): CheckOptions['signatureOf'] =>
  async (approval, { changeset, receipt }) => {
    const policy = receipt?.policy ?? changeset.policy;
    const lists = signersFile === undefined ? (policy ? signersOf(policy) : []) : [await linesOf(signersFile)];
    const found = await checkWithLists(approval, lists, approval.when);
    return found.kind === 'good' ? { by: found.fingerprint, isKnown: true } : anyKey(approval);
  };

const linesOf = (file: string): Promise<readonly string[]> =>
  readFile(file, 'utf8').then(
    (text) => text.split('\n').map((line) => line.trim()),
    () => {
      throw new UsageError({
        what: 'The file of allowed signers cannot be read.',
        where: file,
        remedy: 'Check --signers.',
      });
    },
  );

/** Whether it is a signature of this record at all, by whatever key. */
const anyKey = (approval: Approval): Promise<Signed> =>
  withPrivateFiles({ signature: approval.signature ?? '' }, async (path): Promise<Signed> => {
    const { code, stdout } = await sshKeygen(
      ['-Y', 'check-novalidate', '-n', namespace, '-s', path('signature')],
      signedText(approval),
    );
    const by = code === 0 ? / key (SHA256:[A-Za-z0-9+/]{43})$/.exec(stdout.trim())?.[1] : undefined;
    return by === undefined ? { why: 'it is of another record, or damaged.' } : { by, isKnown: false };
  });
