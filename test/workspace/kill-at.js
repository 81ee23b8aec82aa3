// Preloaded into a process that is to be killed: counts what it does with files below a folder, and kills it right before
// the n-th of these. Prints each, when it is not to be killed.
import fs from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';
import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

const { KILL_AT = '0', KILL_BELOW = '', KILL_LOG } = process.env;
const asynchronous = ['mkdir', 'writeFile', 'rename', 'rm', 'rmdir', 'open', 'link', 'unlink'];
const synchronous = ['writeFileSync', 'linkSync', 'renameSync', 'rmSync', 'openSync', 'unlinkSync'];
const ofHandles = ['writeFile', 'sync', 'close'];

let count = 0;
const append = fs.appendFileSync;

const step = (what, given) => {
  const path = resolve(given instanceof URL ? fileURLToPath(given) : String(given));
  if (!path.startsWith(KILL_BELOW)) return;
  count += 1;
  if (KILL_LOG) append(KILL_LOG, `${what} ${path.slice(KILL_BELOW.length)}\n`);
  if (count === Number(KILL_AT)) process.kill(process.pid, 'SIGKILL');
};

for (const name of asynchronous) {
  const inner = fs.promises[name];
  fs.promises[name] = (...args) => {
    step(name, args[0]);
    return inner(...args);
  };
}

// Node makes some of these of others. A file is written in one step, whichever way a snapshot takes for it (by how fast the disk is).
let isWithin = false;
for (const name of synchronous) {
  const inner = fs[name];
  fs[name] = (...args) => {
    if (isWithin) return inner(...args);
    step(name, args[0]);
    isWithin = true;
    try {
      return inner(...args);
    } finally {
      isWithin = false;
    }
  };
}

const { open } = fs.promises;
fs.promises.open = async (path, ...rest) => {
  const handle = await open(path, ...rest);
  for (const name of ofHandles) {
    const inner = handle[name].bind(handle);
    handle[name] = (...args) => {
      step(`handle.${name}`, path);
      return inner(...args);
    };
  }
  return handle;
};
syncBuiltinESMExports();
