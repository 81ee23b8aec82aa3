import type { ProgressEvent } from '../../model/progress.js';
import { visible } from '../../report/visible.js';
import type { PlannedRequest } from '../../apply/index.js';
import type { RequestEvent } from '../../octopus/index.js';

/** Shows people how far a command is; engines and the client report to it. */
export interface Display {
  readonly progress: (event: ProgressEvent) => void;
  readonly requests: (event: RequestEvent) => void;
  /** One line that stays. */
  readonly tell: (line: string) => void;
  /** Takes away what is redrawn; after that, only results and errors follow. */
  readonly stop: () => void;
}

/** Plain lines, for files and for programs that read along: one for each type and each change, one for each wait. */
export const plainDisplay = (tell: (line: string) => void): Display => ({
  progress: (event) => {
    const line = lineFor(event);
    if (line !== undefined) tell(line);
  },
  requests: waitLines(tell),
  tell,
  stop: () => undefined,
});

/** For one of several that are done side by side, on a terminal: only what is worth a line of its own there, waits among it. */
export const terseDisplay = (tell: (line: string) => void): Display => ({
  ...plainDisplay(tell),
  progress: (event) => {
    if (event.kind === 'note' || event.kind === 'failed') tell(lineFor(event) ?? '');
  },
});

/** What a line says of an event; most are worth none. */
export const lineFor = (event: ProgressEvent): string | undefined => {
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
    case 'toRead':
    case 'toWrite':
    case 'transferred':
    case 'writing':
    case 'deciding':
    case 'lookup':
      return undefined;
  }
};

/** Says when the client waits for the server; nothing else of the requests. */
const waitLines =
  (tell: (line: string) => void) =>
  (event: RequestEvent): void => {
    if (event.kind === 'pacing') tell(`Waiting ${Math.ceil(event.ms / 1000)} s: the server limits requests.`);
    if (event.kind === 'waiting')
      tell(`Waiting ${Math.ceil(event.ms / 1000)} s before ${event.method} ${event.path} is sent again: ${event.why}.`);
  };

/** One line for a request that a run would send; of a commit, with its message, and of a branch, with where it is made. */
export const plannedLine = ({ method, path, about, body = {} }: PlannedRequest): string => {
  const { ChangeDescription: message, NewBranchName: branch, BaseGitRef: from } = body;
  const commit = typeof message === 'string' ? `: commit "${message}"` : '';
  const made = typeof branch === 'string' && typeof from === 'string' ? `: branch ${branch} from ${from}` : '';
  return visible(`${method.padEnd(4)} ${path}  (${about})${commit}${made}`);
};

export const plural = (count: number, noun: string): string => `${count} ${noun}${count === 1 ? '' : 's'}`;
