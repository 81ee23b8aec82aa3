import { typeNamed, type Fields } from '../../catalogue/index.js';
import type { BaseBefore, BaseSaid, Change, Kept } from '../../changeset/changeset.js';
import { afterSteps, takingBack } from '../../changeset/kept-base.js';
import type { Operation, Steps } from '../../changeset/operation.js';
import { itemOf } from '../../changeset/pick/keeps.js';
import { itemsOf, type SpaceSnapshot } from '../../model/item.js';
import { ownIn, sameJson, type JsonObject, type JsonValue } from '../../model/json.js';
import { isTypeName, keyOf, namedIn } from '../../model/names.js';
import { below, ROOT } from '../../model/pointer.js';
import type { SyncSettings } from '../../settings/settings.js';
import type { BeforeWrite, KeptWhole } from '../plan/planned.js';
import { mapperFor } from '../select/mapping.js';
import { makePatch } from './patch.js';

/**
 * Says bases by what they differ in from what the source says (rules base-said): the snapshot of the source that is applied
 * becomes the base, and what is open lies beside it.
 */
export class SaidBases {
  readonly #source: SpaceSnapshot;
  readonly #settings: SyncSettings;
  readonly #patches = new Map<string, Operation[]>();
  /** Items that more is done to than their patches say. */
  readonly #others = new Set<string>();

  constructor(source: SpaceSnapshot, settings: SyncSettings, changes: readonly Change[]) {
    this.#source = source;
    this.#settings = settings;
    for (const change of changes) {
      const id = itemOf(change.id);
      if (change.action === 'update') this.#patches.set(id, [...(this.#patches.get(id) ?? []), ...change.patch]);
      else this.#others.add(id);
    }
  }

  kept({ base, ...rest }: KeptWhole): Kept {
    if (!base) return { ...rest, ...(base === null && { base }) };
    const begun = this.#begunAt(rest.id);
    const steps = begun && stepsBetween(begun.fields, begun.document, base);
    return steps ? { ...rest, base: steps, ...begun.of } : { ...rest, base };
  }

  before({ id, base, next, open }: BeforeWrite): BaseBefore {
    const begun = this.#begunAt(id);
    const { document = {} } = begun ?? {};
    const becomes = next === undefined ? [] : stepsBetween(begun?.fields ?? {}, document, next ?? {});
    return {
      id,
      base: base && (this.#tested(id, document, base) ?? this.#said(id, base)),
      ...((base !== null || (becomes?.length ?? 0) > 0) && begun?.of),
      ...(becomes && becomes.length > 0 && { next: becomes }),
      ...(base === null && next !== undefined && { fields: Object.keys(document).sort() }),
      ...(open && { open }),
    };
  }

  #said(id: string, base: JsonObject): BaseSaid {
    return this.kept({ id, base }).base ?? null;
  }

  /** Mostly the destination says what the base says, and the source differs from both just by what is brought. */
  #tested(id: string, document: JsonObject, base: JsonObject): 'tested' | undefined {
    if (this.#others.has(id)) return undefined;
    const before = afterSteps(document, takingBack(this.#patches.get(id) ?? []));
    return sameJson(before, base) ? 'tested' : undefined;
  }

  /** The document of the source that steps begin with, and how it is found again. */
  #begunAt(id: string): Begun | undefined {
    const { type: name, names } = namedIn(id);
    if (!isTypeName(name)) return undefined;
    const type = typeNamed(name);
    const own = mapperFor(this.#settings).sourceNames(type, names);
    const document = itemsOf(this.#source, name).get(keyOf(own))?.document;
    return document && { document, fields: type.fields, of: keyOf(own) === keyOf(names) ? {} : { of: own } };
  }
}

interface Begun {
  readonly document: JsonObject;
  readonly fields: Fields;
  readonly of: Pick<Kept, 'of'>;
}

/** The steps from one document to another, exactly; nothing where no steps lead there. Each stays in one field of the document. */
const stepsBetween = (fields: Fields, from: JsonObject, to: JsonObject): Steps | undefined => {
  const names = [...new Set([...Object.keys(from), ...Object.keys(to)])].sort();
  const steps = names.flatMap((name) => stepsOf(fields, name, ownIn(from, name), ownIn(to, name)));
  return sameJson(afterSteps(from, steps), to) ? steps : undefined;
};

/** A patch leaves alone what means the same; a base says what it said. */
const stepsOf = (fields: Fields, name: string, from: JsonValue | undefined, to: JsonValue | undefined): Steps => {
  if (sameJson(from, to)) return [];
  const path = below(ROOT, name);
  if (to === undefined) return [{ op: 'remove', path }];
  if (from === undefined) return [{ op: 'add', path, value: to }];
  const steps = makePatch(fields, { [name]: from }, { [name]: to }).filter((step) => step.op !== 'test');
  return sameJson(afterSteps({ [name]: from }, steps), { [name]: to }) ? steps : [{ op: 'replace', path, value: to }];
};
