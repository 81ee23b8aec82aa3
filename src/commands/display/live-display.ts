import { createLogUpdate } from 'log-update';
import type { ProgressEvent } from '../../model/progress.js';
import type { RequestEvent } from '../../octopus/index.js';
import { visible } from '../../report/visible.js';
import { liveLines } from './live-lines.js';
import { liveAfter, liveFrom } from './live-state.js';
import { lineFor, type Display } from './progress-display.js';

/** How often the time moves on; what begins or ends is drawn at once. */
const tick = 100;

/** A display that is redrawn in its place on a terminal. Notes and failures stay, above it. */
export const liveDisplay = (terminal: NodeJS.WriteStream): Display => {
  const draw = createLogUpdate(terminal);
  let state = liveFrom(performance.now());
  let isShown = false;
  const hide = (): void => {
    if (isShown) draw.clear();
    // It gives the cursor back, too: a person may be asked next.
    if (isShown) draw.done();
    isShown = false;
  };
  const redraw = (): void => {
    const lines = liveLines(state, { now: performance.now(), width: terminal.columns });
    if (lines.length === 0) hide();
    else draw(lines.join('\n'));
    isShown = lines.length > 0;
  };
  const timer = setInterval(redraw, tick);
  // A display is no reason to go on.
  timer.unref();
  const tell = (line: string): void => {
    hide();
    terminal.write(`${visible(line)}\n`);
    redraw();
  };
  const take = (event: ProgressEvent | RequestEvent): void => {
    const before = state.work.kind;
    state = liveAfter(state, event, performance.now());
    if (state.work.kind !== before) redraw();
  };
  return {
    tell,
    requests: take,
    progress: (event) => {
      take(event);
      const line = event.kind === 'note' || event.kind === 'failed' ? lineFor(event) : undefined;
      if (line !== undefined) tell(line);
    },
    stop: () => {
      clearInterval(timer);
      hide();
    },
  };
};
