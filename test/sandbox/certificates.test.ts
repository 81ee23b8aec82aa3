import { readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { expectRefusal, freshServer, text, type Refused } from './server.js';

const pem = (name: string) => readFile(new URL(`fixtures/certificate-${name}.pem`, import.meta.url));
const [one, two] = await Promise.all([pem('one'), pem('two')]);
const base64 = (bytes: Buffer): string => bytes.toString('base64');

const withCertificate = async (version?: string) => {
  const api = await freshServer(version);
  const CertificateData = { HasValue: true, NewValue: base64(one) };
  const certificate = await api.make('certificates', { Name: 'Web', CertificateData });
  return { ...api, certificate, at: `/Spaces-1/certificates/${text(certificate['Id'])}` };
};
type WithCertificate = Awaited<ReturnType<typeof withCertificate>>;

const replace = ({ call, at, certificate }: WithCertificate, more: Record<string, unknown> = {}) =>
  call('POST', `${at}/replace`, {
    Id: certificate['Id'],
    SpaceId: 'Spaces-1',
    CertificateData: base64(two),
    ...more,
  });

const post = ({ call }: WithCertificate, data: unknown, name = 'Other') =>
  call('POST', '/Spaces-1/certificates', { Name: name, SpaceId: 'Spaces-1', CertificateData: data });

describe.each(['2026.3.1', '2020.5.0'])('Certificates of %s', (version) => {
  it('say what is in them, and never give the content back', async () => {
    const { certificate } = await withCertificate(version);
    expect(certificate).toMatchObject({
      SubjectCommonName: 'one.example',
      SubjectDistinguishedName: 'O=Sandbox, CN=one.example',
      IssuerOrganization: 'Sandbox',
      SelfSigned: true,
      HasPrivateKey: false,
      IsExpired: false,
      CertificateDataFormat: 'Pem',
      CertificateData: { HasValue: true, NewValue: null },
      Archived: null,
    });
    expect(text(certificate['Thumbprint'])).toMatch(/^[0-9A-F]{40}$/);
  });

  it('are replaced under their ID; what was there before is archived', async () => {
    const s = await withCertificate(version);
    expect(await replace(s)).toMatchObject({
      status: 200,
      body: { Id: s.certificate['Id'], Name: 'Web', SubjectCommonName: 'two.example' },
    });
    const archived = await s.call('GET', '/Spaces-1/certificates?archived=true');
    expect(archived.body).toMatchObject({
      Items: [{ Id: 'Certificates-102', SubjectCommonName: 'one.example', ReplacedBy: s.certificate['Id'] }],
    });
    for (const list of ['certificates', 'certificates/all?archived=true'])
      expect(JSON.stringify((await s.call('GET', `/Spaces-1/${list}`)).body)).not.toContain('one.example');
  });
});

describe('A certificate', () => {
  it('is found by its thumbprint', async () => {
    const { call, certificate } = await withCertificate();
    const { body } = await call('GET', `/Spaces-1/certificates/${text(certificate['Thumbprint'])}`);
    expect(body['Id']).toBe(certificate['Id']);
  });

  it('changes its name and scope by PUT, and nothing of its content', async () => {
    const s = await withCertificate();
    const body = { ...s.certificate, Name: 'Shop', Thumbprint: 'x', CertificateData: { HasValue: false } };
    expect((await s.call('PUT', s.at, body)).body).toMatchObject({
      Name: 'Shop',
      Thumbprint: s.certificate['Thumbprint'],
      CertificateData: { HasValue: true },
    });
  });

  it('gives up its name when it is archived', async () => {
    const s = await withCertificate();
    expect((await s.call('POST', `${s.at}/archive`)).status).toBe(200);
    expect((await post(s, { HasValue: true, NewValue: base64(two) }, 'Web')).status).toBe(201);
    expectRefusal(await s.call('POST', `${s.at}/unarchive`), 'already exists');
  });

  it('is exported without its key', async () => {
    const { bytes, at } = await withCertificate();
    expect((await bytes(`${at}/export?format=Pem`)).bytes.toString()).toBe(one.toString());
    const der = await bytes(`${at}/export?format=Der&includePrivateKey=false`);
    expect([der.status, der.bytes[0]]).toEqual([200, 0x30]);
  });

  it('that only a password opens has the thumbprint of its bytes', async () => {
    const s = await withCertificate();
    const made = await post(s, { HasValue: true, NewValue: base64(Buffer.from('0 locked')) });
    expect(made.body).toMatchObject({ CertificateDataFormat: 'Pkcs12', SubjectCommonName: null });
    expect(text(made.body['Thumbprint'])).toMatch(/^[0-9A-F]{40}$/);
  });

  it.each<Refused<WithCertificate>>([
    ['one without content', (s) => post(s, undefined), "'CertificateData' is required"],
    ['content that is claimed but not sent', (s) => post(s, { HasValue: true }), 'needs its content'],
    ['content that is not base64', (s) => post(s, { HasValue: true, NewValue: 'no base64!' }), 'must be base64'],
    ['content in plain text', (s) => post(s, base64(two)), 'sensitive value'],
    ['a name that is taken', (s) => post(s, { HasValue: true, NewValue: base64(two) }, 'WEB'), 'already exists'],
    [
      'a replacement in a sensitive value',
      (s) => replace(s, { CertificateData: { HasValue: true, NewValue: base64(two) } }),
      'must be text',
    ],
    ['a replacement for another', (s) => replace(s, { Id: 'Certificates-9' }), 'but the path says'],
    ['a private key', ({ call, at }) => call('GET', `${at}/export?includePrivateKey=true`), 'ExportPrivateKey', 403],
  ])('refuses %s', async (_what, request, says, status) => {
    expectRefusal(await request(await withCertificate()), says, status);
  });
});
