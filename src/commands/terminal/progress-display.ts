import type { ProgressEvent } from '../../model/progress.js';
import { visible } from '../../report/visible.js';
import type { PlannedRequest } from '../../apply/index.js';
import type { RequestEvent } from '../../octopus/index.js';

/** Turns what engines report into plain lines; the command decides where they go. */
export const progressLines =
  (tell: (line: string) => void) =>
  (event: ProgressEvent): void => {
    const line = lineFor(event);
    if (line !== undefined) tell(line);
  };

const lineFor = (event: ProgressEvent): string | undefined => {
  switch (event.kind) {
    case 'reading':
      return `${event.type.padEnd(22)} ${String(event.read).padStart(6)} read, ${plural(event.requests, 'request')}`;
    case 'written':
      return `[${event.done}/${event.of}] ${event.id}`;
    case 'unchanged':
      return `[${event.done}/${event.of}] ${event.id} was done already`;
    case 'failed':
      return `FAILED ${event.id}: ${event.what}`;
    case 'note':
      return event.says;
    case 'transferred':
    case 'writing':
    case 'deciding':
      return undefined;
  }
};

/** Says when the client waits for the server; nothing else of the requests. */
export const waitLines =
  (tell: (line: string) => void) =>
  (event: RequestEvent): void => {
    if (event.kind === 'pacing') tell(`Waiting ${Math.ceil(event.ms / 1000)} s: the server limits requests.`);
    if (event.kind === 'waiting')
      tell(`Waiting ${Math.ceil(event.ms / 1000)} s before ${event.method} ${event.path} is sent again: ${event.why}.`);
  };

/** One line for a request that a run would send. */
export const plannedLine = ({ method, path, about }: PlannedRequest): string =>
  visible(`${method.padEnd(4)} ${path}  (${about})`);

export const plural = (count: number, noun: string): string => `${count} ${noun}${count === 1 ? '' : 's'}`;
