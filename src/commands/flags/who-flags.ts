import { Flags } from '@oclif/core';
import type { Asked } from '../../apply/who/who.js';
import type { Changeset } from '../../changeset/changeset.js';
import { UsageError } from '../../model/errors.js';
import type { WhoById } from '../../report/review/review.js';
import type { Display } from '../display/progress-display.js';
import { connectTo, instanceFlags, targetFor, type targetOf } from './instance-flags.js';

export const whoFlag = Flags.boolean({
  description: 'Ask the server who changed what differs, and when.',
  default: false,
});

/** Of commands that ask a server nothing else. */
export const whoFlags = { ...instanceFlags, who: whoFlag };

type GivenFlags = Parameters<typeof targetOf>[1] & { readonly who: boolean };

/** What is asked: documents, the space that they are of, and when they changed. */
interface Question {
  readonly asked: readonly (Pick<Asked, 'id' | 'names'> & { readonly type: string })[];
  readonly of: Changeset['destination'];
  readonly from: string | undefined;
  readonly to?: string | undefined;
}

/**
 * Who changed some documents, where `--who` asks it of an instance; nobody, else. What cannot be known is told once. Throws UsageError
 * for an instance without `--who`, for `--json`, whose result has no place for it, and for another instance than theirs.
 */
export const whoOf = async (
  instance: string | undefined,
  { json, ...flags }: GivenFlags & { readonly json: boolean },
  { asked, of, from, to }: Question,
  display: () => Promise<Display>,
): Promise<WhoById> => {
  if (!flags.who) {
    if (instance === undefined && flags.url === undefined) return new Map();
    throw new UsageError({
      what: 'A server is asked only with --who.',
      remedy: 'Add --who, or leave the instance out.',
    });
  }
  if (json) {
    throw new UsageError({
      what: '--json gives what the files say, and no file says who.',
      where: '--who',
      remedy: 'Use --format json.',
    });
  }
  const shown = await display();
  const { target } = await targetFor(of, instance, flags, shown.tell);
  const client = await connectTo(target, 4, shown.requests);
  // Most commands ask nobody.
  const [{ askWho }, { typeNamed }] = await Promise.all([
    import('../../apply/who/ask-who.js'),
    import('../../catalogue/index.js'),
  ]);
  const named = asked.map(({ id, type, names }) => ({ id, names, type: typeNamed(type).name }));
  const { events, note } = await askWho(named, client, { of, space: target.space, from, to }, () => undefined);
  if (note !== undefined) shown.tell(note);
  return events;
};
