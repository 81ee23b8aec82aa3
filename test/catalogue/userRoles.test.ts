import { describe, expect, it } from 'vitest';
import { created } from './created.js';

describe('User roles (docs/resources.md)', () => {
  it('custom ones are created, without what only the server says', () => {
    const role = {
      Name: 'Reader',
      CanBeDeleted: true,
      GrantedSpacePermissions: ['ProjectView'],
      SupportedRestrictions: ['Project'],
    };
    const [change] = created('userRoles', role).changes;
    expect(change).toMatchObject({ document: { Name: 'Reader', GrantedSpacePermissions: ['ProjectView'] } });
    expect(change).not.toHaveProperty('document.SupportedRestrictions');
  });

  it('those that every server has are not', () => {
    expect(created('userRoles', { Name: 'Project viewer', CanBeDeleted: false }).unsupported).toHaveLength(1);
  });
});
