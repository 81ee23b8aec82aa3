import type { ResourceType } from '../vocabulary.js';
import { secretObject } from '../words.js';

/** Proxies (octopus-api proxies). */
export const proxies: ResourceType = {
  name: 'proxies',
  singular: 'proxy',
  plural: 'proxies',
  reading: {
    path: 'proxies',
    reach: 'space',
    idPrefix: 'Proxies',
    permission: 'ProxyView',
    listing: { kind: 'all' },
  },
  identity: { kind: 'named', field: 'Name' },
  file: 'proxies/{name}.json',
  fields: {
    Password: secretObject('DUMMY VALUE'),
  },
  selecting: { how: 'byFilter' },
  merging: {
    strategy: { kind: 'document' },
    existing: { default: 'leave', besideSecret: [['Host'], ['Username']] },
  },
  writing: {
    permission: { create: 'ProxyCreate', edit: 'ProxyEdit', delete: 'ProxyDelete' },
    portal: 'infrastructure/proxies/{id}',
  },
};
