import type { Identity } from '../../changeset/records.js';
import { textOf } from '../../model/json.js';
import { sameName } from '../../model/names.js';
import type { Facts } from '../facts.js';

/** Of decisions, a dry run, the clean-up list and what verify found: whether they are about this changeset and its destination. */
export const recordDefects = ({ changeset, decisions, planned, cleanUp, verified }: Facts): readonly string[] => {
  const ids = new Set<string>(changeset.changes.map(({ id }) => id));
  const about = (name: string, digest: string | undefined): readonly string[] =>
    digest === undefined || digest === changeset.digest
      ? []
      : [`${name} is of another changeset (${digest}) than this bundle (${changeset.digest}).`];
  const at = (name: string, destination: Identity | undefined): readonly string[] =>
    destination === undefined || isSameSpace(destination, changeset.destination)
      ? []
      : [
          `${name} is of space "${destination.space}" of ${destination.url}, and the changeset of space "${changeset.destination.space}" of ${changeset.destination.url}.`,
        ];
  const known = (name: string, said: readonly string[]): readonly string[] =>
    said.filter((id) => !ids.has(id)).map((id) => `${name} names ${id}, which is no change of the changeset.`);
  const compared = verified && [...verified.asMeant, ...verified.differing.map(({ id }) => id)];
  return [
    ...about('changeset.decisions.json', decisions?.changeset),
    ...known('changeset.decisions.json', decisions?.leftOut.map(({ id }) => id) ?? []),
    ...about('changeset.dry-run.json', planned?.changeset),
    ...at('changeset.dry-run.json', planned?.destination),
    ...known('changeset.dry-run.json', planned?.requests.map(({ about: id }) => id) ?? []),
    ...about('changeset.cleanup.json', cleanUp && textOf(cleanUp['digest'])),
    ...about('changeset.verify.json', verified?.changeset),
    ...at('changeset.verify.json', verified?.destination),
    ...known('changeset.verify.json', compared ?? []),
    ...(compared && new Set(compared).size !== ids.size
      ? [
          `changeset.verify.json says something of ${new Set(compared).size} changes, and the changeset has ${ids.size}.`,
        ]
      : []),
  ];
};

/** As apply tells destinations apart (rules apply-checks): one server may be called by several addresses. */
export const isSameSpace = (one: Identity, other: Identity): boolean =>
  one.installation === other.installation && sameName(one.space, other.space);
