import type { ResourceType } from '../vocabulary.js';
import { lookUp } from '../words.js';

/** deployment-targets page. Variable values may be scoped to targets. */
export const targets: ResourceType = lookUp({
  name: 'targets',
  singular: 'deployment target',
  path: 'machines',
  idPrefix: 'Machines',
  reach: 'space',
  field: 'Name',
});
