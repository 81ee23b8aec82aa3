import type { JsonObject } from '../../../model/json.js';
import { factsOf, opened } from '../rules/certificate-content.js';
import { textIn } from '../documents.js';
import type { RequestContract } from '../contract.js';
import { bodyOf, ok, okFile, type Answer } from './exchange.js';
import { duplicateName, isArchived } from '../rules/identity.js';
import { collectionAt } from '../collections.js';
import { present } from './present.js';
import { received } from '../rules/received.js';
import { badRequest, notFound, Refusal, refuseIfAny } from '../refusal.js';
import type { Call, Handler, Route } from './route-table.js';
import { requestFaults } from '../write.js';

const certificateAt = ({ space, ids: [id = ''] }: Call): JsonObject => {
  const certificate = space.find('certificates', id);
  if (!certificate) throw notFound(id);
  return certificate;
};

/**
 * New content for a certificate, which keeps its ID, so that what uses it uses the new content. The old content becomes
 * an archived certificate of another ID.
 */
const replace: Handler = (call) => {
  const { instance, space, request } = call;
  const stored = certificateAt(call);
  const body = received(replaceRequest, bodyOf(request));
  const id = textIn(stored, 'Id');
  refuseIfAny([
    ...requestFaults(replaceRequest, body, space),
    ...(['', id].includes(textIn(body, 'Id')) ? [] : [`'Id' is '${textIn(body, 'Id')}', but the path says '${id}'.`]),
  ]);
  if (isArchived(stored)) throw badRequest(`'${id}' is archived and cannot be replaced.`);
  const content = textIn(body, 'CertificateData');
  const facts = factsOf(content, textIn(body, 'Password'));
  const archivedId = instance.ids.next('Certificates');
  instance.secrets.copy(id, archivedId);
  space.put('certificates', { ...stored, Id: archivedId, Archived: now(), ReplacedBy: id });
  const password = textIn(body, 'Password');
  const next = instance.secrets.absorb({
    ...stored,
    ...facts,
    CertificateData: { HasValue: true, NewValue: content },
    Password: password === '' ? { HasValue: false, NewValue: null } : { HasValue: true, NewValue: password },
  });
  space.put('certificates', next);
  return ok(present(instance, space, 'certificates', next));
};

const replaceRequest: RequestContract = {
  members: {
    Id: { is: 'string' },
    SpaceId: { is: 'string' },
    CertificateData: { is: 'string', min: 1 },
    Password: { is: 'string' },
  },
  writable: [],
  required: ['CertificateData'],
};

const now = (): string => new Date().toISOString();

const archive =
  (archived: boolean): Handler =>
  (call) => {
    const { instance, space } = call;
    const next = { ...certificateAt(call), Archived: archived ? now() : null };
    const collection = collectionAt('certificates');
    if (collection) refuseIfAny(duplicateName(space, collection, next));
    space.put('certificates', next);
    return ok(present(instance, space, 'certificates', next));
  };

/** The public part of a certificate; a key never leaves the sandbox. */
const exported: Handler = (call) => {
  const { instance, space, request } = call;
  const { format = 'Pem', includePrivateKey = 'false' } = request.query;
  const id = textIn(certificateAt(call), 'Id');
  if (includePrivateKey.toLowerCase() === 'true')
    throw new Refusal(403, ['You do not have permission to perform this action: CertificateExportPrivateKey.']);
  const secret = instance.secrets.all().get(`${id}/CertificateData`)?.value ?? '';
  const file = space.files.get(`certificates/${id}/export`);
  const certificate = opened(file ? Buffer.from(file.bytes).toString('base64') : secret);
  if (certificate) return inFormat(format.toLowerCase(), certificate.toString(), certificate.raw);
  if (file) return okFile(file);
  throw notFound(`${id}/export`);
};

const inFormat = (format: string, pem: string, der: Uint8Array): Answer => {
  switch (format) {
    case 'pem':
      return okFile({ bytes: Buffer.from(pem), contentType: 'application/x-pem-file' });
    case 'der':
      return okFile({ bytes: der, contentType: 'application/x-x509-ca-cert' });
    case 'pkcs12':
      throw badRequest('The sandbox exports Pem and Der; a Pkcs12 holds a private key.');
    default:
      throw badRequest(`The format '${format}' is unknown.`);
  }
};

/** What a certificate can do besides what all resources can. */
export const certificateRoutes: readonly Route[] = [
  { path: 'certificates/{id}/replace', POST: replace },
  { path: 'certificates/{id}/archive', POST: archive(true) },
  { path: 'certificates/{id}/unarchive', POST: archive(false) },
  { path: 'certificates/{id}/export', query: ['format', 'includePrivateKey', 'password', 'pemOptions'], GET: exported },
];
