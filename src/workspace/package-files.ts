import { ownName } from '../model/names.js';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { typeNamed } from '../catalogue/index.js';
import type { Changeset } from '../changeset/changeset.js';
import { pathInside } from '../snapshot/file-name.js';
import { packageFileName, packagesFolder } from '../snapshot/package-file.js';

/** Finds the file of a package, by the package's name, in the snapshot it was taken with. */
export const packageFiles = (
  { changes }: Changeset,
  directory: string | undefined,
): ((name: string) => string | undefined) => {
  const documents = new Map(
    changes
      .filter(({ type }) => typeNamed(type).writing.as === 'upload')
      .flatMap((change) => (change.action === 'create' ? [[ownName(change.names), change.document] as const] : [])),
  );
  return (name) => {
    const document = documents.get(name);
    if (!document || directory === undefined) return undefined;
    const path = pathInside(join(directory, packagesFolder), packageFileName(document));
    return existsSync(path) ? path : undefined;
  };
};
