import { LOGO, typeNamed, type WrittenAs } from '../catalogue/index.js';
import type { Change } from '../changeset/changeset.js';
import type { Destination, Writer, Written } from './destination.js';
import { writeBuildInformation } from './writers/build-information.js';
import { writeDocument } from './writers/document.js';
import { settlingLost } from './lost-answer.js';
import { isLogoChange } from './logo-change.js';
import { writeLogo } from './writers/logo.js';
import { writeMembers } from './writers/members.js';
import { writePackage } from './writers/package.js';
import { writeTenantVariables } from './writers/tenant-variables.js';

const writers: Readonly<Record<WrittenAs, Writer>> = {
  document: writeDocument,
  members: writeMembers,
  tenantVariables: writeTenantVariables,
  package: writePackage,
  buildInformation: writeBuildInformation,
};

/**
 * Executes one change, in the way its type is written. Throws DriftError if the document changed in the meantime,
 * ApiError if the server refuses.
 */
export const writeChange = (change: Change, destination: Destination): Promise<Written> => {
  const type = typeNamed(change.type);
  const write = LOGO in type.fields && isLogoChange(change) ? writeLogo : writers[type.writtenAs ?? 'document'];
  const own = { ...destination, client: destination.client.about(change.id) };
  return settlingLost(type, change, own, () => write(type, change, own));
};
