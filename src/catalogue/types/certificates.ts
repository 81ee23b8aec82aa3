import type { ResourceType } from '../vocabulary.js';
import { lookUp } from '../words.js';

/** certificates page. Variables of type Certificate name one. */
export const certificates: ResourceType = lookUp({
  name: 'certificates',
  singular: 'certificate',
  path: 'certificates',
  idPrefix: 'Certificates',
  reach: 'space',
  field: 'Name',
});
