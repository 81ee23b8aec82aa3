import { takeSpace, type Taken } from '../../src/library/take-space.js';
import type { GitRef } from '../../src/model/git-refs.js';
import { octopus } from '../../src/octopus/index.js';
import type { RunningInstance } from '../../src/sandbox/server/index.js';

/** Takes the space `Default` of an instance, with its pictures; in silence. */
export const take = (
  instance: RunningInstance,
  out: string,
  how: 'incremental' | 'full',
  gitRefs: readonly GitRef[] = [],
): Promise<Taken> =>
  takeSpace({
    connect: (onEvent) => Promise.resolve(octopus({ url: instance.url, apiKey: instance.apiKey, retries: 0, onEvent })),
    ...{
      space: 'Default',
      out,
      what: { logos: true },
      gitRefs,
      packageFiles: false,
      how,
      log: undefined,
      tool: '0.0.0',
    },
    ...{ onRequest: () => undefined, progress: () => undefined },
  });
