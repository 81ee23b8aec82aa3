import { describe, expect, it } from 'vitest';
import { created } from './created.js';

const credential = (type: string) => ({
  Name: 'Scripts',
  Details: { Type: type, Username: 'octo', Password: { $secret: true } },
});

describe('Git credentials (docs/resources.md)', () => {
  it('get a placeholder for their password', () => {
    const [change] = created('gitCredentials', credential('UsernamePassword')).changes;
    expect(change).toMatchObject({
      document: { Details: { Username: 'octo', Password: { $placeholder: 'DUMMY VALUE' } } },
      cleanUp: [{ kind: 'replace-secret', at: '/Details/Password' }],
    });
  });

  it.each(['GitHub', 'SshKey', 'Anonymous'])('of type %s are unsupported', (type) => {
    expect(created('gitCredentials', credential(type)).unsupported).toHaveLength(1);
  });
});
