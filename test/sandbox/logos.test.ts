import { describe, expect, it } from 'vitest';
import { emptySpace, type StoredFile } from '../../src/sandbox/server/index.js';
import { expectRefusal, freshServer, text, type Refused } from './server.js';

const withTenant = async () => {
  const api = await freshServer();
  const tenant = await api.make('tenants', { Name: 'Acme' });
  return { ...api, logo: `/Spaces-1/tenants/${text(tenant['Id'])}/logo` };
};

describe('Logos', () => {
  it('a resource nobody gave a picture has the default one', async () => {
    const { bytes, logo } = await withTenant();
    const answered = await bytes(logo);
    expect(answered).toMatchObject({ status: 200, contentType: 'image/png' });
    expect(answered.bytes.subarray(1, 4).toString()).toBe('PNG');
  });

  it('POST and PUT keep what they are sent, and answer nothing', async () => {
    const { upload, bytes, logo, instance } = await withTenant();
    expect(await upload('POST', logo, 'acme.svg', '<svg/>')).toEqual({ status: 200, body: {} });
    expect(await bytes(logo)).toMatchObject({ contentType: 'image/svg+xml', bytes: Buffer.from('<svg/>') });
    await upload('PUT', logo, 'acme', 'anything');
    expect(await bytes(logo)).toMatchObject({
      contentType: 'application/octet-stream',
      bytes: Buffer.from('anything'),
    });
    expect([...instance.files().keys()]).toEqual([logo.replace('/Spaces-1/', '')]);
  });

  it('are loaded with the space, and go with their resource', async () => {
    const files = new Map<string, StoredFile>([
      ['tenants/Tenants-1/logo', { bytes: Buffer.from('GIF'), contentType: 'image/gif' }],
    ]);
    const documents = { ...emptySpace('2026.3.1'), tenants: [{ Id: 'Tenants-1', Name: 'Acme' }] };
    const { bytes, call, instance } = await freshServer('2026.3.1', {
      spaces: [{ id: 'Spaces-1', name: 'Default', documents, files }],
    });
    expect(await bytes('/Spaces-1/tenants/Tenants-1/logo')).toMatchObject({ contentType: 'image/gif' });
    await call('DELETE', '/Spaces-1/tenants/Tenants-1');
    expect(instance.files().size).toBe(0);
  });

  it.each<Refused<Awaited<ReturnType<typeof withTenant>>>>([
    ['a JSON body', ({ call, logo }) => call('POST', logo, { file: 'x' }), "one part named 'file'"],
    ['a part of another name', ({ upload, logo }) => upload('POST', logo, 'a.png', 'x', 'logo'), "named 'file'"],
    ['a DELETE', ({ call, logo }) => call('DELETE', logo), 'not allowed', 405],
    ['a tenant that does not exist', ({ upload }) => upload('POST', '/tenants/T-9/logo', 'a.png', 'x'), 'T-9', 404],
    ['an upload where JSON is due', ({ upload }) => upload('POST', '/Spaces-1/tenants', 'a', 'x'), 'JSON object'],
  ])('refuses %s', async (_what, request, says, status) => {
    expectRefusal(await request(await withTenant()), says, status);
  });

  it('a body that is no JSON is refused, as is one of another type', async () => {
    const { instance } = await freshServer();
    const send = async (type: string) => {
      const headers = { 'x-octopus-apikey': 'API-TEST', 'content-type': type };
      return fetch(`${instance.url}/api/Spaces-1/tenants`, { method: 'POST', headers, body: '<no json>' });
    };
    expect(
      await Promise.all(['application/json', 'text/plain', 'text/xml'].map(async (type) => (await send(type)).status)),
    ).toEqual([400, 400, 415]);
  });
});
