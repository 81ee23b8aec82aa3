// Writes anew whatever is made from the code: formats, references, indexes, pictures of the rooms. Tests hold each to it.
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const makers = [
  'formats',
  'config-schema',
  'options-reference',
  'order-reference',
  'requests-reference',
  'rules-index',
  'rooms-picture',
  'step-templates',
];
for (const maker of makers) {
  const made = spawnSync(process.execPath, [fileURLToPath(new URL(`${maker}.js`, import.meta.url))], {
    stdio: 'inherit',
  });
  if (made.status !== 0) {
    process.exitCode = 1;
    break;
  }
}
