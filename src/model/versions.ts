/**
 * Compares two versions of a package, number by number; what follows a hyphen comes before the release itself, as in
 * SemVer. Below zero if the first is older.
 */
export const compareVersions = (one: string, other: string): number => {
  const [[release, preRelease], [otherRelease, otherPreRelease]] = [splitVersion(one), splitVersion(other)];
  return (
    compareParts(release, otherRelease) ||
    Number(preRelease === '') - Number(otherPreRelease === '') ||
    compareParts(preRelease, otherPreRelease)
  );
};

const splitVersion = (version: string): readonly [string, string] => {
  const [plain = ''] = version.split('+');
  const hyphen = plain.indexOf('-');
  return hyphen === -1 ? [plain, ''] : [plain.slice(0, hyphen), plain.slice(hyphen + 1)];
};

const compareParts = (one: string, other: string): number => {
  const [parts, others] = [one.split('.'), other.split('.')];
  for (let index = 0; index < Math.max(parts.length, others.length); index += 1) {
    const [a, b] = [parts[index] ?? '', others[index] ?? ''];
    const difference = isNumber(a) && isNumber(b) ? Number(a) - Number(b) : a < b ? -1 : a > b ? 1 : 0;
    if (difference !== 0) return difference;
  }
  return 0;
};

const isNumber = (part: string): boolean => /^\d+$/.test(part);

/** Of names such as `Acme.Web@1.2.0`: the latest of each, by the name without a version. */
export const latestOf = (names: readonly string[]): ReadonlyMap<string, string> => {
  const latest = new Map<string, string>();
  for (const name of names) {
    const bare = bareName(name);
    const known = latest.get(bare);
    if (known === undefined || compareVersions(versionIn(name), versionIn(known)) > 0) latest.set(bare, name);
  }
  return latest;
};

/** `Acme.Web` of `Acme.Web@1.2.0`. */
export const bareName = (name: string): string => (name.includes('@') ? name.slice(0, name.lastIndexOf('@')) : name);

const versionIn = (name: string): string => (name.includes('@') ? name.slice(name.lastIndexOf('@') + 1) : '');

/** `2026.3` of `2026.3.1`: versions of a server that agree in this have documents of the same shape. */
export const minorVersion = (version: string): string => version.split('.').slice(0, 2).join('.');

/**
 * How far apart two versions of a server are (rules version-one-apart): `near` is the next or the last minor version of the
 * same major one. What is not written in numbers is far from all others.
 */
export const distanceBetween = (one: string, other: string): 'none' | 'near' | 'far' => {
  if (minorVersion(one) === minorVersion(other)) return 'none';
  const [[major, minor], [otherMajor, otherMinor]] = [one.split('.'), other.split('.')];
  return major === otherMajor && Math.abs(Number(minor) - Number(otherMinor)) === 1 ? 'near' : 'far';
};
