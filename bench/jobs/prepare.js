// Writes a generated space as a snapshot directory: through the same code as `octosync snapshot`, without a network.
import { URLSearchParams } from 'node:url';
import { answer } from '../../build/sandbox/server/routes/routes.js';
import { Instance } from '../../build/sandbox/server/state.js';
import { takeSnapshot } from '../../build/snapshot/take.js';
import { writeSnapshot } from '../../build/snapshot/write.js';
import { instanceOf } from '../generate/spec.js';

const { name, space, directory } = JSON.parse(process.argv[2]);
const instance = new Instance(instanceOf(name, space));

const get = (path, query = '') => {
  const segments = path.split('/').map(decodeURIComponent);
  return answer(instance, { method: 'GET', segments, query: Object.fromEntries(new URLSearchParams(query)) }).body;
};
const own = (reach, path) => (reach === 'space' ? `Spaces-1/${path}` : path);
const all = (path, query = '') => ({ documents: get(path, `${query}&take=1000000`).Items, requests: 1 });
const isServed = (error) => {
  if (error.status !== 404 && error.status !== 405) throw error;
};
/** An answer, or undefined where the server has none. */
const orNone = async (ask) => {
  try {
    return ask();
  } catch (error) {
    return isServed(error);
  }
};

const reader = {
  spaceId: 'Spaces-1',
  list: async (reach, path, query) => ({ documents: get(`${own(reach, path)}/all`, query), requests: 1 }),
  pages: async (reach, path, query) => all(own(reach, path), query),
  bulk: (path, is) =>
    orNone(() => (is === 'array' ? { documents: get(own('space', path)), requests: 1 } : all(own('space', path)))),
  get: (path) => orNone(() => get(own('space', path))),
  bytes: async () => undefined,
  holdsSecret: () => false,
};

const { version, installationId: installation } = instance.spec;
const source = { url: `https://${name}.example.com`, installation, space: 'Default', version };
const taken = await takeSnapshot(reader, source, '2026-01-01T00:00:00.000Z', () => undefined, { logos: false });
await writeSnapshot(directory, taken.manifest, taken.files);
console.log(JSON.stringify({ files: taken.files.size }));
