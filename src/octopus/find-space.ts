import { UsageError } from '../model/errors.js';
import type { JsonObject } from '../model/json.js';
import { foldName, looseName } from '../model/names.js';

export interface Space {
  readonly id: string;
  readonly name: string;
}

const mostShown = 10;

/**
 * The space that a person means: by its name (trimmed, folded), else by its exact ID or slug. Throws UsageError that
 * names the spaces there are, ten at most.
 */
export const matchSpace = (wanted: string, spaces: readonly JsonObject[], where: string): Space => {
  const known = spaces.flatMap(({ Id, Name, Slug }) =>
    typeof Id === 'string' && typeof Name === 'string' ? [{ id: Id, name: Name, slug: Slug }] : [],
  );
  const found =
    known.find(({ name }) => foldName(name) === foldName(wanted)) ??
    known.find(({ name }) => looseName(name) === looseName(wanted)) ??
    known.find(({ id, slug }) => [id, slug].includes(wanted.trim()));
  if (found) return { id: found.id, name: found.name };
  const shown = known.slice(0, mostShown).map(({ name }) => `"${name}"`);
  const more = known.length > mostShown ? ` and ${known.length - mostShown} more` : '';
  throw new UsageError({
    what: `There is no space named "${wanted}".`,
    where,
    remedy:
      shown.length > 0
        ? `The API key sees: ${shown.join(', ')}${more}.`
        : 'The API key sees no space at all: check its permissions.',
  });
};
