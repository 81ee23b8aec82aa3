import { isTypeName, type ThingName, type TypeName } from '../model/names.js';
import { allTypes, catalogue } from './all-types.js';
import type { Fields, ResourceType } from './vocabulary.js';

/** The given types, their parents, and what their documents can refer to: what naming them needs. */
export const typesNeededFor = (changed: readonly TypeName[]): readonly ResourceType[] => {
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
  return allTypes.filter(({ name }) => needed.has(name));
};

const targetsOf = (fields: Fields): readonly ThingName[] =>
  Object.values(fields).flatMap((rule): readonly ThingName[] => {
    switch (rule.kind) {
      case 'reference':
        return rule.to;
      case 'references':
        return rule.reference.to;
      case 'referenceMap':
        return [...rule.keys.to, ...targetsOf({ value: rule.values })];
      case 'nested':
      case 'list':
        return targetsOf(rule.fields);
      case 'byField':
        return targetsOf({ ...rule.cases, otherwise: rule.otherwise });
      default:
        return [];
    }
  });
