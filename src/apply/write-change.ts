import { typeNamed, type WrittenAs } from '../catalogue/index.js';
import type { Change } from '../changeset/changeset.js';
import type { Destination, Writer, Written } from './destination.js';
import { writePush } from './writers/push.js';
import { writeDocument } from './writers/document.js';
import { placeFor, writeAtRef } from './git/write-at-ref.js';
import { settlingLost } from './lost-answer.js';
import { writtenAs } from './written-as.js';
import { writeRemoval } from './writers/remove.js';
import { writeLogo } from './writers/logo.js';
import { writeMembers } from './writers/members.js';
import { writeUpload } from './writers/upload.js';
import { writeTemplateValues } from './writers/template-values.js';

const writers: Readonly<Record<WrittenAs, Writer>> = {
  document: writeDocument,
  members: writeMembers,
  templateValues: writeTemplateValues,
  upload: writeUpload,
  push: writePush,
  logo: writeLogo,
};

/**
 * Executes one change, in the way its type is written. Throws DriftError if the document changed in the meantime,
 * ApiError if the server refuses.
 */
export const writeChange = (change: Change, destination: Destination): Promise<Written> => {
  const type = typeNamed(change.type);
  const own = { ...destination, client: destination.client.about(change.id) };
  const place = placeFor(type, change, own);
  if (place) return settlingLost(type, change, own, () => writeAtRef(type, change, place, own));
  if (change.action === 'delete') return settlingLost(type, change, own, () => writeRemoval(change, own));
  const write = writers[writtenAs(change)];
  return settlingLost(type, change, own, () => write(type, change, own));
};
