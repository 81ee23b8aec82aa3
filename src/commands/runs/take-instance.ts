import { unreadSaid } from '../../catalogue/unread-said.js';
import { findType } from '../../catalogue/index.js';
import { takeSpace, type Taken, type Taking as TakingSpace } from '../../library/take-space.js';
import { plural, type Display } from '../display/progress-display.js';
import { connectTo, fromEnvironment, type Target } from '../flags/instance-flags.js';

/** Which space is taken, how, and where to. */
export interface Taking extends Pick<
  TakingSpace,
  'out' | 'what' | 'gitRefs' | 'packageFiles' | 'how' | 'log' | 'tool'
> {
  readonly target: Target;
  /** Requests at once. */
  readonly concurrency: number;
  readonly pace: Parameters<typeof connectTo>[3];
  readonly display: Pick<Display, 'requests' | 'progress'>;
}

/** What `snapshot` and `plan` do for one space. Throws as `takeSpace`. */
export const takeInstance = ({ target, concurrency, pace, display, ...taking }: Taking): Promise<Taken> =>
  takeSpace({
    ...taking,
    gitRefs: [...(taking.gitRefs ?? []), ...target.gitRefs],
    connect: (onRequest) => connectTo(target, concurrency, onRequest, pace),
    space: target.space ?? fromEnvironment('OCTOPUS_SPACE') ?? 'Default',
    onRequest: display.requests,
    progress: display.progress,
  });

/** What a person should know of what was taken: what is not complete, notes, IDs that lead nowhere. */
export const linesAbout = ({ manifest: { types, unread = [], unresolved }, notes }: Taken): readonly string[] => [
  ...Object.entries(types)
    .filter(([type, { complete }]) => !complete && findType(type)?.reading.listing.kind !== 'asked')
    .map(([type, { why }]) => `Not complete: ${type}: ${why ?? ''}`),
  ...unreadSaid(unread).map((says) => `Not complete: ${says}`),
  ...notes,
  ...(unresolved.length > 0
    ? [`${plural(unresolved.length, 'ID')} could not be resolved; snapshot.json lists them.`]
    : []),
];
