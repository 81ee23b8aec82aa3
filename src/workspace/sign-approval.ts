import type { Approval } from '../changeset/approvals.js';
import { canonicalText } from '../model/canonical.js';
import { UsageError } from '../model/errors.js';
import { git } from './git.js';
import { sshKeygen, withPrivateFiles } from './ssh-keygen.js';

/** What a signature of an approval is for, so that one of something else is none (rules policy-signed). */
export const namespace = 'octosync-approval';

/** What is signed: the record in canonical JSON, without its signature. */
export const signedText = (approval: Approval): string => {
  const record = { ...approval };
  Reflect.deleteProperty(record, 'signature');
  return canonicalText(record);
};

/**
 * The approval with a signature by an SSH key: the file of it, or of the public key whose private one is in the agent; that
 * of `git config user.signingkey` unless one is named. The key is read by ssh-keygen only. Throws UsageError where there is
 * no key, or ssh-keygen does not sign with it; BlockedError without ssh-keygen.
 */
export const signApproval = async (approval: Approval, named: string | undefined): Promise<Approval> => {
  const key = named ?? (await keyOfGit());
  const literal = key.startsWith('key::') ? key.slice('key::'.length) : undefined;
  const sign = (file: string) => sshKeygen(['-Y', 'sign', '-n', namespace, '-f', file], signedText(approval));
  const { code, stdout, stderr } = await (literal === undefined
    ? sign(key)
    : withPrivateFiles({ 'key.pub': `${literal}\n` }, (path) => sign(path('key.pub'))));
  if (code === 0 && stdout.startsWith('-----BEGIN SSH SIGNATURE-----')) return { ...approval, signature: stdout };
  throw new UsageError({
    what: `ssh-keygen does not sign with this key: ${stderr.trim().split('\n').at(-1) ?? ''}`,
    where: literal === undefined ? key : 'git config user.signingkey',
    remedy: 'Name the file of an SSH key with --key; with that of a public key, the agent must hold the private one.',
  });
};

const keyOfGit = async (): Promise<string> => {
  const key = await git('config', '--type=path', 'user.signingkey').catch(() => '');
  if (key.trim() !== '') return key.trim();
  throw new UsageError({
    what: 'It is not said with which key to sign.',
    remedy: 'Use --key FILE, or set one for Git: git config user.signingkey FILE.',
  });
};
