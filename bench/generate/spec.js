// A generated space as an instance that the sandbox can serve.
import { sharedOf } from '../../build/sandbox/server/index.js';
import { generateSpace } from './space.js';

export const sandboxKey = 'API-SANDBOX';

/** The sandbox's instance of a generated space; `name` tells two of them apart. */
export const instanceOf = (name, space) => ({
  name,
  version: '2026.3.1',
  installationId: `00000000-0000-4000-8000-0000000000${name === 'source' ? '01' : '02'}`,
  apiKey: sandboxKey,
  spaces: [{ id: 'Spaces-1', name: 'Default', documents: generateSpace(space) }],
  shared: sharedOf('2026.3.1'),
  idOffset: 1_000_000,
  port: 0,
});
