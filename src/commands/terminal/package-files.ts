import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Changeset } from '../../changeset/changeset.js';
import { packageFileName } from '../../snapshot/package-file.js';

/** Finds the file of a package, by the package's name, in the snapshot it was taken with. */
export const packageFiles = (
  { changes }: Changeset,
  directory: string | undefined,
): ((name: string) => string | undefined) => {
  const documents = new Map(
    changes.flatMap((change) =>
      change.action === 'create' ? [[change.key.at(-1) ?? '', change.document] as const] : [],
    ),
  );
  return (name) => {
    const document = documents.get(name);
    const path =
      document && directory !== undefined ? join(directory, 'packages', packageFileName(document)) : undefined;
    return path !== undefined && existsSync(path) ? path : undefined;
  };
};
