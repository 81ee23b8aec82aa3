import { describe, expect, it } from 'vitest';
import { diff } from '../../src/diff/index.js';
import { settings, space } from '../builders/space.js';

describe('Certificates', () => {
  const certificate = (thumbprint: string, more = {}) => ({
    Name: 'TLS',
    Thumbprint: thumbprint,
    Archived: null,
    CertificateData: { $secret: true },
    Password: { $secret: false },
    ...more,
  });
  const on = (installation: string, thumbprint: string) =>
    space(installation).item('certificates', ['TLS'], certificate(thumbprint)).build();
  const select = { certificates: 'TLS' };

  it('are created from data that a person supplies', () => {
    const changeset = diff(on('dev', 'AA'), space('prod').build(), settings({}, select));
    expect(changeset.changes).toMatchObject([
      {
        document: { CertificateData: { $needed: 'CertificateData' }, Password: { $secret: false } },
        cleanUp: [{ kind: 'supply-secret', at: '/CertificateData' }],
      },
    ]);
    expect(changeset.changes[0]).not.toHaveProperty('document.Thumbprint');
  });

  it('are left where the thumbprint is the same', () => {
    expect(diff(on('dev', 'AA'), on('prod', 'AA'), settings({}, select)).changes).toEqual([]);
  });

  it('are replaced where the thumbprint differs (rules existing-certificate)', () => {
    expect(diff(on('dev', 'BB'), on('prod', 'AA'), settings({}, select)).changes).toMatchObject([
      {
        action: 'update',
        patch: expect.arrayContaining([
          { op: 'test', path: '/Thumbprint', value: 'AA' },
          { op: 'replace', path: '/Thumbprint', value: 'BB' },
        ]) as unknown,
      },
    ]);
  });

  it.each(['all', 'TLS*', 'T?S'])('are never selected by %s (rules select-certificates)', (filter) => {
    expect(() => settings({}, { certificates: filter })).toThrow(/each one is named/);
  });
});
