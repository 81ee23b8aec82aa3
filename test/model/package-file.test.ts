import { expect, it } from 'vitest';
import { rootOf } from '../../src/model/package-file.js';

it.each([
  ['of users', 'file:///usr/lib/node_modules/octosync/dist/chunks/page-1.js', 'file:///usr/lib/node_modules/octosync/'],
  ['of the scripts', 'file:///home/ada/octosync/build/model/package-file.js', 'file:///home/ada/octosync/'],
  [
    'of a clone below a folder called src',
    'file:///home/ada/src/octosync/src/model/x.js',
    'file:///home/ada/src/octosync/',
  ],
  ['of a clone that is called src', 'file:///src/dist/chunks/page-1.js', 'file:///src/'],
  ['of a clone that is called dist', 'file:///home/dist/src/model/x.js', 'file:///home/dist/'],
])('the root of the package %s is found', (_whose, module, root) => expect(rootOf(module)).toBe(root));
