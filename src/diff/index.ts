import { syncedTypes, typeNamed } from '../catalogue/index.js';
import type { Changeset, Entry, Side, TypeSummary } from '../changeset/changeset.js';
import { changesetFormat } from '../changeset/format.js';
import { broughtBy } from '../changeset/operation.js';
import { changesetDigest } from '../changeset/digest.js';
import type { SyncSettings } from '../config/settings.js';
import type { SpaceSnapshot } from '../model/item.js';
import type { JsonObject, JsonValue } from '../model/json.js';
import { isStoredFile } from '../model/markers.js';
import { byText, sameName } from '../model/names.js';
import { minorVersion } from '../model/versions.js';
import { ownerOf } from './select/about.js';
import { addDependencies } from './select/closure.js';
import { refusedGates } from './plan/gates.js';
import { makePlan } from './plan/plan.js';
import type { Plan } from './plan/refuse.js';
import { Selection } from './select/select.js';

/**
 * Compares two snapshots by the rules of docs/rules.md and returns what has to change on the destination. Pure: the
 * same snapshots and settings give the same changeset, byte for byte (rules always-same-bytes). Nothing is thrown for
 * what the rules refuse: all errors and blocked entries are in the changeset (rules scope-errors, needs-all-at-once).
 */
export const diff = (source: SpaceSnapshot, destination: SpaceSnapshot, settings: SyncSettings): Changeset => {
  const selection = new Selection(source, settings);
  if (settings.options['dependencies']?.value === 'include') addDependencies(selection, source, destination, settings);
  const isOtherVersion = minorVersion(source.identity.version) !== minorVersion(destination.identity.version);
  const plan = makePlan(selection.all(), { source, destination, isOtherVersion }, settings);
  const files = filesOf(plan, source);
  const checks = checkSides(source, destination, settings, plan.changes.length > 0);
  const changeset: Omit<Changeset, 'digest'> = {
    format: changesetFormat,
    source: side(source),
    destination: side(destination),
    options: effective(settings),
    changes: plan.changes.map(owned),
    left: sorted(plan.left),
    skipped: sorted(plan.skipped),
    unsupported: sorted(plan.unsupported),
    blocked: sorted(plan.blocked),
    errors: sorted([...checks.errors, ...plan.errors]),
    warnings: [
      ...checks.warnings,
      ...selection.warnings,
      ...incompleteIn('source', source, settings),
      ...incompleteIn('destination', destination, settings),
    ],
    summary: summarize(plan),
    gates: refusedGates(plan.changes, destination, settings),
    ...(files && { files }),
  };
  return { ...changeset, digest: changesetDigest(changeset) };
};

/** The pictures that the changes bring, in base 64 by their digest: `apply` needs nothing but the changeset. */
const filesOf = ({ changes }: Plan, { files }: SpaceSnapshot): Readonly<Record<string, string>> | undefined => {
  const brought = changes.flatMap((change) =>
    change.action === 'update' ? broughtBy(change.patch).map(({ value }) => value) : [],
  );
  const digests = [...new Set(brought.flatMap((value) => (isStoredFile(value) ? [value.$file] : [])))].sort(byText);
  if (digests.length === 0) return undefined;
  return Object.fromEntries(
    digests.map((digest) => [digest, Buffer.from(files.get(digest) ?? new Uint8Array()).toString('base64')]),
  );
};

const side = ({ identity, digest }: SpaceSnapshot): Side => ({ ...identity, digest });

const effective = ({ options, select, gates, map, overrides }: SyncSettings): JsonObject => {
  const settings = Object.entries(options).map(([name, { value, origin }]) => [name, { value, origin }] as const);
  const filters = Object.entries(select).map(
    ([type, { value, origin }]) => [`select.${type}`, { value, origin }] as const,
  );
  const limits = Object.entries(gates).map(
    ([name, { value, origin }]) => [`gates.${name}`, { value, origin }] as const,
  );
  const maps = Object.entries(map).map(([type, mappings]): readonly [string, JsonValue] => [
    `map.${type}`,
    mappings.map(({ from, to, origin }) => ({ from, to, origin })),
  ]);
  const others: readonly JsonValue[] = overrides.map(({ match, options: own }) => ({
    match: Object.fromEntries(Object.entries(match) as [string, JsonValue][]),
    options: Object.fromEntries(Object.entries(own).map(([name, { value, origin }]) => [name, { value, origin }])),
  }));
  return Object.fromEntries<JsonValue>([
    ...settings,
    ...filters,
    ...limits,
    ...maps,
    ...(others.length > 0 ? [['overrides', others] as const] : []),
  ]);
};

const owned = <Owned extends Pick<Entry, 'type' | 'names'>>(one: Owned): Owned => ({
  ...one,
  ...ownerOf(one.type, one.names),
});

const sorted = <Sorted extends Entry>(entries: readonly Sorted[]): readonly Sorted[] =>
  entries.map(owned).sort((one, other) => byText(one.id, other.id) || byText(one.part ?? '', other.part ?? ''));

interface Checks {
  readonly errors: readonly Entry[];
  readonly warnings: readonly string[];
}

/** Versions must be of one `Major.Minor`, and a space is not synced into itself (rules version-check, space-itself). */
const checkSides = (
  source: SpaceSnapshot,
  destination: SpaceSnapshot,
  settings: SyncSettings,
  changes: boolean,
): Checks => {
  const errors: Entry[] = [];
  const warnings: string[] = [];
  const refuse = (id: string, rule: string, says: string): void => {
    errors.push({ id, type: '', names: [], reasons: [{ rule, says }] });
  };
  const [from, to] = [source.identity, destination.identity];
  if (minorVersion(from.version) !== minorVersion(to.version)) {
    const says = `The source runs Octopus ${from.version}, the destination ${to.version}: their documents may differ in shape.`;
    if (settings.options['ignoreVersionCheck']?.value === 'true') warnings.push(says);
    else refuse('versions', 'version check', `${says} Upgrade one of them, or use --ignore-version-check.`);
  }
  const isMapped = syncedTypes.some(
    ({ name, mapsToSeveral }) => mapsToSeveral && (settings.map[name]?.length ?? 0) > 0,
  );
  if (changes && !isMapped && from.installation === to.installation && sameName(from.space, to.space)) {
    refuse('spaces', 'same-space check', `Source and destination are the same space, "${from.space}" of ${from.url}.`);
  }
  return { errors, warnings };
};

/** What is read only on request is missed only by those who select it. */
const incompleteIn = (which: string, { incomplete }: SpaceSnapshot, { select }: SyncSettings): readonly string[] =>
  incomplete
    .filter(({ type }) => {
      const { listing, selectedAs } = typeNamed(type);
      return listing.kind !== 'asked' || (select[selectedAs ?? type]?.value.length ?? 0) > 0;
    })
    .map(({ type, why }) => `The snapshot of the ${which} does not hold all ${type}: ${why}`);

const summarize = (plan: Plan): Readonly<Record<string, TypeSummary>> => {
  const count = (entries: readonly { readonly type: string }[], type: string): number =>
    entries.filter((entry) => entry.type === type).length;
  const rows = syncedTypes.map((type): readonly [string, TypeSummary] => {
    const { name } = type;
    return [
      name,
      {
        create: count(
          plan.changes.filter(({ action }) => action === 'create'),
          name,
        ),
        update: count(
          plan.changes.filter(({ action }) => action === 'update'),
          name,
        ),
        unchanged: count(plan.unchanged, name),
        left: count(plan.left, name),
        skipped: count(plan.skipped, name),
        blocked: count(plan.blocked, name),
        unsupported: count(plan.unsupported, name),
        errors: count(plan.errors, name),
      },
    ];
  });
  return Object.fromEntries(rows.filter(([, row]) => Object.values(row).some((figure) => figure > 0)));
};
