import { textOf, type JsonObject } from '../model/json.js';
import { fileNameFor } from './file-name.js';

/** The file of a package as the server wants it called: `Acme.Web.1.2.0.zip`. */
export const packageFileName = ({ PackageId, Version, FileExtension }: JsonObject): string =>
  `${fileNameFor(`${textOf(PackageId)}.${textOf(Version)}`)}${textOf(FileExtension)}`;
