import { fork } from 'node:child_process';
import { once } from 'node:events';
import { here, profiling } from './program.js';

/**
 * Runs work with a sandbox that serves a generated space from a process of its own. `behave` sets its latency and its
 * budget and begins to count anew; `tell` says what was asked of it since.
 */
export const withSandbox = async (name, space, work) => {
  const child = fork(here('jobs/server.js'), [JSON.stringify({ name, space })], { execArgv: profiling() });
  const answer = async () => (await once(child, 'message'))[0];
  const ask = (question) => {
    child.send(question);
    return answer();
  };
  try {
    const { url } = await answer();
    return await work({
      url,
      behave: (how) => ask({ ask: 'behave', ...how }),
      tell: () => ask({ ask: 'tell' }),
    });
  } finally {
    child.disconnect();
    await once(child, 'exit');
  }
};
