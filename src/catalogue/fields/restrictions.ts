import { restrictedTo, tags } from '../words.js';
import type { Fields } from '../vocabulary.js';

/**
 * Where an account, certificate or target may be used. An empty list means everywhere, so none of them may lose its
 * last member (rules scope-permission): such an item is blocked.
 */
export const tenantRestrictions: Fields = {
  TenantIds: restrictedTo('tenants', 'infrastructureTenantScopingMatch'),
  TenantTags: tags({ policy: 'infrastructureTenantTagScopingMatch' }, 'permits'),
};

export const restrictions: Fields = {
  EnvironmentIds: restrictedTo('environments', 'infrastructureEnvironmentScopingMatch'),
  ...tenantRestrictions,
};
