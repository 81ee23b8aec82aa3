import stringWidth from 'string-width';
import { visible } from '../../report/visible.js';
import { plural } from './progress-display.js';
import type { LiveState } from './live-state.js';

/**
 * What a live display shows at `now`, no line wider than `width` columns: how far the work is, what is worked on, and
 * what is waited for. Nothing where there is nothing to wait for.
 */
export const liveLines = (
  state: LiveState,
  { now, width }: { readonly now: number; readonly width: number },
): readonly string[] => {
  const { wait, transfer } = state;
  const work = workLines(state, timeText(now - state.since));
  if (work.length === 0 && !transfer) return [];
  const lines = [
    ...work,
    ...(transfer
      ? [
          `  ${transfer.id}: ${bytesText(transfer.bytes)}${transfer.of === undefined ? '' : ` of ${bytesText(transfer.of)}`}`,
        ]
      : []),
    ...(wait && wait.until > now ? [`  Waiting ${Math.ceil((wait.until - now) / 1000)} s: ${wait.why}`] : []),
  ];
  return lines.map((line) => cutTo(visible(line), width));
};

const workLines = ({ work, requests }: LiveState, time: string): readonly string[] => {
  switch (work.kind) {
    case 'none':
      return [];
    case 'reading':
      return [
        `Reading: ${work.types - work.left.length} of ${work.types} types, ${plural(work.items, 'resource')}, ${plural(requests, 'request')}, ${time}`,
        `  ${work.left.join(', ')}`,
      ];
    case 'writing':
      return [
        `Writing: ${work.done} of ${work.of} changes, ${plural(requests, 'request')}, ${time}`,
        ...(work.now.length > 0 ? [`  ${work.now.join(', ')}`] : []),
      ];
  }
};

/** `0:07`, `12:40`, `1:02:03`. */
const timeText = (ms: number): string => {
  const seconds = Math.floor(ms / 1000);
  const [hours, minutes] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60];
  const rest = String(seconds % 60).padStart(2, '0');
  return hours > 0 ? `${hours}:${String(minutes).padStart(2, '0')}:${rest}` : `${minutes}:${rest}`;
};

const bytesText = (bytes: number): string => `${(bytes / 1_000_000).toFixed(1)} MB`;

const graphemes = new Intl.Segmenter();

/** The last column stays free: many terminals begin a new line once it is written. */
const cutTo = (line: string, width: number): string => {
  const room = Math.max(0, width - 1);
  if (stringWidth(line) <= room) return line;
  let [kept, used] = ['', 0];
  for (const { segment } of graphemes.segment(line)) {
    used += stringWidth(segment);
    if (used > room - 1) break;
    kept += segment;
  }
  return room === 0 ? '' : `${kept}…`;
};
