import type { JsonObject } from '../../src/model/json.js';
import type { SpaceSnapshot } from '../../src/model/item.js';
import type { TypeName } from '../../src/model/names.js';
import { diff } from '../../src/diff/index.js';
import { settings, space } from '../builders/space.js';

/** What `diff` makes of one new item of a type, selected by its filter. */
export const created = (type: TypeName, document: JsonObject, destination: SpaceSnapshot = space('prod').build()) => {
  const name = typeof document['Name'] === 'string' ? document['Name'] : '';
  const source = space('dev').item(type, [name], document).build();
  return diff(source, destination, settings({}, { [type]: 'all' }));
};
