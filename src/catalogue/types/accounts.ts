import type { ResourceType } from '../vocabulary.js';
import { lookUp } from '../words.js';

/** accounts page. Variables of an account type name one. */
export const accounts: ResourceType = lookUp({
  name: 'accounts',
  singular: 'account',
  path: 'accounts',
  idPrefix: 'Accounts',
  reach: 'space',
  field: 'Name',
});
