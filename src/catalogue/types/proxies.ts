import type { ResourceType } from '../vocabulary.js';
import { secretObject } from '../words.js';

/** Proxies (octopus-api proxies). */
export const proxies: ResourceType = {
  name: 'proxies',
  singular: 'proxy',
  path: 'proxies',
  reach: 'space',
  idPrefix: 'Proxies',
  listing: { kind: 'all' },
  identity: { kind: 'named', field: 'Name' },
  file: 'proxies/{name}.json',
  fields: {
    Password: secretObject('DUMMY VALUE'),
  },
  permission: { create: 'ProxyCreate', edit: 'ProxyEdit' },
  portal: 'infrastructure/proxies/{id}',
  existing: { default: 'leave' },
  strategy: 'document',
  selected: 'byFilter',
};
