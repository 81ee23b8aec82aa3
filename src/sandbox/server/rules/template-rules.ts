import { isObject, type JsonObject } from '../../../model/json.js';
import { objectsIn, textIn } from '../documents.js';
import type { Space } from '../space.js';
import { versionOf, type Write } from './write-checks.js';

/** A step template as it is stored: the server counts its versions, from 0, and keeps the former ones. */
export const templateRule = ({ next, stored, space }: Write): JsonObject => {
  if (!stored) return { ...next, Version: 0 };
  const id = textIn(stored, 'Id');
  space.formerVersions.set(id, [...(space.formerVersions.get(id) ?? []), stored]);
  return { ...next, Version: versionOf(stored) + 1 };
};

const idProperty = 'Octopus.Action.Template.Id';
const versionProperty = 'Octopus.Action.Template.Version';

/** Steps that say to be of a version their template has not reached. */
export const faultsInTemplateVersions = (space: Space, steps: readonly JsonObject[]): readonly string[] =>
  steps
    .flatMap((step) => objectsIn(step, 'Actions'))
    .flatMap((action) => {
      const properties = action['Properties'];
      if (!isObject(properties)) return [];
      const template = space.find('actiontemplates', textIn(properties, idProperty));
      const version = textIn(properties, versionProperty);
      if (!template || version === '') return [];
      const exists = /^\d+$/.test(version) && Number(version) <= versionOf(template);
      return exists ? [] : [`Step template '${textIn(template, 'Name')}' has no version '${version}'.`];
    });
