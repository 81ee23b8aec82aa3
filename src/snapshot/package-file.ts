import { textOf, type JsonObject } from '../model/json.js';
import { fileNameFor } from './file-name.js';

/** The folder of a snapshot in which the files of packages stand, beside what describes them. */
export const packagesFolder = 'packages';

/** What a server calls the ending of a package: `.zip`, `.tar.gz`, `.nupkg`. */
const ending = /^(\.[a-z0-9]{1,12}){1,3}$/i;

/** The file of a package as the server wants it called: `Acme.Web.1.2.0.zip`. Always one safe segment of a path. */
export const packageFileName = ({ PackageId, Version, FileExtension }: JsonObject): string => {
  const [name, extension] = [`${textOf(PackageId)}.${textOf(Version)}`, textOf(FileExtension)];
  return ending.test(extension) ? `${fileNameFor(name)}${extension}` : fileNameFor(`${name}${extension}`);
};
