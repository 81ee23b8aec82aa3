import { badRequest } from '../refusal.js';

/** What the name of a package's file says: `Acme.Web.1.2.3.zip`. */
export interface PackageName {
  readonly id: string;
  readonly version: string;
  /** With its dot: `.zip`, `.tar.gz`. */
  readonly extension: string;
}

const extensions = /\.(?:zip|nupkg|jar|war|ear|rar|tar|tgz|tar\.gz|tar\.bz2)$/i;

/** Reads the name of an uploaded file. Throws a 400 for one that names no package. */
export const packageName = (fileName: string): PackageName => {
  const extension = extensions.exec(fileName)?.[0] ?? '';
  if (extension === '') throw badRequest(`'${fileName}' has no extension that packages have.`);
  const stem = fileName.slice(0, -extension.length);
  const match = /^([\w.-]*?\w)[.@](\d+(?:\.\d+){0,3}(?:[-+][\w.+-]+)?)$/.exec(stem);
  const [, id, version] = match ?? [];
  if (id === undefined || version === undefined)
    throw badRequest(`'${fileName}' must be named like 'Acme.Web.1.2.3.zip': an ID, a version and an extension.`);
  return { id, version, extension };
};

/** Compares versions by their numbers; one with a pre-release tag comes before the one without. */
export const compareVersions = (one: string, other: string): number => {
  const [a, b] = [split(one), split(other)];
  for (let index = 0; index < 4; index += 1) {
    const difference = (a.numbers[index] ?? 0) - (b.numbers[index] ?? 0);
    if (difference !== 0) return difference;
  }
  if (a.tag === b.tag) return 0;
  if (a.tag === '' || b.tag === '') return a.tag === '' ? 1 : -1;
  return a.tag.localeCompare(b.tag, 'en', { numeric: true });
};

const split = (version: string): { readonly numbers: readonly number[]; readonly tag: string } => {
  const [release = '', ...tag] = version.replace(/\+.*$/, '').split('-');
  return { numbers: release.split('.').map(Number), tag: tag.join('-') };
};
