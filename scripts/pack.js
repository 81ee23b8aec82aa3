// What users get, as a file in a folder: made of the build that is there.
import { execFileSync } from 'node:child_process';
import { join } from 'node:path';

/** Makes the tarball of `npm pack` in `folder`; gives its path. */
export const pack = (folder) => {
  const told = execFileSync('npm', ['pack', '--ignore-scripts', '--json', '--pack-destination', folder], {
    encoding: 'utf8',
    shell: process.platform === 'win32',
  });
  return join(folder, JSON.parse(told)[0].filename);
};
