import { isTypeName, type ThingName, type TypeName } from '../model/names.js';
import { allTypes, catalogue } from './all-types.js';
import type { Fields, ResourceType } from './vocabulary.js';
import { rulesIn } from './walk.js';

/**
 * The given types, their parents, and what their documents can refer to: what naming them needs. `referredTo` are the types
 * of references that documents hold where no declaration says so (rules names-reference).
 */
export const typesNeededFor = (
  changed: readonly TypeName[],
  referredTo: readonly ThingName[] = [],
): readonly ResourceType[] => {
  const needed = new Set<TypeName>();
  const need = (name: ThingName, isChanged: boolean): void => {
    if (!isTypeName(name)) {
      for (const publisher of allTypes)
        if (publisher.publishes?.some((rule) => rule.type === name)) need(publisher.name, false);
      return;
    }
    if (needed.has(name) && !isChanged) return;
    needed.add(name);
    const type = catalogue[name];
    if (type.parent) need(type.parent.type, false);
    for (const target of targetsOf(type.fields)) need(target, false);
  };
  for (const name of changed) need(name, true);
  for (const name of referredTo) need(name, false);
  return allTypes.filter(({ name }) => needed.has(name));
};

/** The given types with those that they belong to: what calling their documents by name needs. */
export const withOwners = (types: readonly ResourceType[]): readonly ResourceType[] => {
  const owners = types.flatMap(({ parent }) => (parent ? [catalogue[parent.type]] : []));
  return owners.every((owner) => types.includes(owner)) ? types : withOwners([...new Set([...types, ...owners])]);
};

const targetsOf = (fields: Fields): readonly ThingName[] =>
  rulesIn(fields).flatMap((rule) => (rule.kind === 'reference' ? rule.to : []));
