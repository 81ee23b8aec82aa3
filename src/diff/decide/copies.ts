import { listed } from '../../model/sentences.js';
import { placeInWords } from '../../catalogue/labels.js';
import type { Fields } from '../../catalogue/index.js';
import { isObject, textOf, type JsonObject } from '../../model/json.js';
import { below, pointerOf } from '../../model/pointer.js';
import type { Warning } from '../../model/reason.js';
import type { Projection } from '../terms/projection.js';

/**
 * Whoever is made of a template says which version, and holds a copy of what that says. The version becomes the newest of the
 * destination (rules process-template); a copy of an older one stays what it is, and is said to (rules process-template-behind).
 */
export const behindTemplates = (fields: Fields, document: JsonObject, projection: Projection): readonly Warning[] =>
  Object.entries(fields).flatMap(([field, rule]) => {
    const own = document[field];
    if (rule.kind !== 'nested' || !isObject(own)) return [];
    return Object.entries(rule.fields).flatMap(([version, inner]): readonly Warning[] => {
      if (inner.kind !== 'currentVersion') return [];
      const name = textOf(own[inner.of]);
      const template = inner.types.map((type) => projection.find(type, [name])).find((found) => found !== undefined);
      const others = template ? differing(own, template.document[field]) : [];
      if (others.length === 0) return [];
      const says = `It will say the newest version of the template "${name}", and its content is another one: ${listed(others)} differ. Update it to the template on the source first, or here afterwards.`;
      return [{ kind: 'template-behind', at: below(pointerOf([field]), version), says }];
    });
  });

/** Texts of which both say something else. */
const differing = (own: JsonObject, template: unknown): readonly string[] =>
  isObject(template)
    ? Object.entries(template).flatMap(([name, value]) => {
        const copy = own[name];
        return typeof value === 'string' && typeof copy === 'string' && value !== copy ? [placeInWords([name])] : [];
      })
    : [];
