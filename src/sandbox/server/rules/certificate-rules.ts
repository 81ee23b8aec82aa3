import type { JsonObject } from '../../../model/json.js';
import { factsOf } from './certificate-content.js';
import { objectIn, textIn } from '../documents.js';
import { badRequest } from '../refusal.js';
import type { Write } from './write-checks.js';

/** A certificate as it is stored: what its content says is the server's to know. */
export const certificateRule = ({ next, stored }: Write): JsonObject => {
  const data = objectIn(next, 'CertificateData');
  if (stored && typeof data['NewValue'] !== 'string') return next;
  const content = textIn(data, 'NewValue');
  if (content === '') throw badRequest("'CertificateData' needs its content in NewValue.");
  return { ...next, ...factsOf(content, textIn(objectIn(next, 'Password'), 'NewValue')) };
};
