// Makes the standalone build, packages/octosync-VERSION-PLATFORM-ARCH.tar.gz: the package, the Node that runs this script,
// and a launcher. Where it is unpacked, neither Node nor npm is needed.
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  chmodSync,
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { pack } from './pack.js';

process.chdir(fileURLToPath(new URL('..', import.meta.url)));
const { version } = JSON.parse(readFileSync('package.json', 'utf8'));
const name = `octosync-${version}-${process.platform}-${process.arch}`;

// Links to the launcher are followed, so that it may be linked to from a folder on the PATH. Nothing needs to be on the PATH itself.
const launcher = `#!/bin/sh
set -eu
self=$0
while [ -L "$self" ]; do
  target=$(PATH="/usr/bin:/bin\${PATH:+:$PATH}" readlink "$self")
  case $target in /*) self=$target ;; *) self=\${self%"\${self##*/}"}$target ;; esac
done
here=\${self%"\${self##*/}"}
here=$(CDPATH= cd -- "\${here:-.}" && pwd -P)
exec "$here/node" "$here/lib/bin/run.js" "$@"
`;

/** The licence of Node, which lies beside its binary or where a distribution puts it. */
const licenceOfNode = ['../LICENSE', '../share/doc/node/LICENSE', '../share/doc/nodejs/copyright']
  .map((path) => join(dirname(process.execPath), path))
  .find((path) => existsSync(path));

const work = mkdtempSync(join(tmpdir(), 'octosync-package-'));
try {
  const folder = join(work, name);
  const lib = join(folder, 'lib');
  mkdirSync(lib, { recursive: true });
  execFileSync('tar', ['-xzf', pack(work), '-C', lib, '--strip-components', '1']);
  copyFileSync(process.execPath, join(folder, 'node'));
  chmodSync(join(folder, 'node'), 0o755);
  if (licenceOfNode) copyFileSync(licenceOfNode, join(folder, 'LICENSE-node'));
  writeFileSync(join(folder, 'octosync'), launcher, { mode: 0o755 });
  const out = join(process.argv[2] ?? 'packages', `${name}.tar.gz`);
  mkdirSync(dirname(out), { recursive: true });
  execFileSync('tar', ['-czf', out, '-C', work, name]);
  const digest = createHash('sha256').update(readFileSync(out)).digest('hex');
  writeFileSync(`${out}.sha256`, `${digest}  ${name}.tar.gz\n`);
  console.log(out);
} finally {
  rmSync(work, { recursive: true, force: true });
}
