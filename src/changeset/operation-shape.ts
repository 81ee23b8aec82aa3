import { anyJson, either, exactly, list, object } from '../model/shape.js';
import { pointer } from '../model/shapes.js';

export const test = object('A value that must be there.', { op: exactly('test'), path: pointer, value: anyJson() });
export const add = object('A value that comes.', { op: exactly('add'), path: pointer, value: anyJson() });
export const replace = object('A value that takes the place of another.', {
  op: exactly('replace'),
  path: pointer,
  value: anyJson(),
});
export const remove = object('A value that goes.', { op: exactly('remove'), path: pointer });
export const move = object('A value that goes elsewhere.', { op: exactly('move'), path: pointer, from: pointer });

/** What leads from one document to another, where nobody has to look whether the first one is still the same. */
export const steps = list(either([add, replace, remove, move]), 'RFC 6902, without tests.');

export const patch = list(
  either([test, add, replace, remove, move]),
  'RFC 6902; every replace and remove comes after a test of the old value.',
);
