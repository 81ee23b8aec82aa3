import { labelOf } from '../../../catalogue/labels.js';

/** Where an element is: a field, or an item of a list by the field that names it. */
export type Step = string | { readonly by: string; readonly name: string };

/** What a field of a document is called as a part of it. */
export const fieldPart = (field: string): string => `field "${labelOf(field)}"`;

/** What a person points at: `field "description"`, `step "Deploy", script`. */
export const elementPart = (part: string | undefined, at: readonly Step[]): string => {
  const words = at.map((step) => (typeof step === 'string' ? labelOf(step) : `"${step.name}"`));
  if (part !== undefined) return [part, ...words].join(', ');
  const [field = '', ...inside] = words;
  return [`field "${field}"`, ...inside].join(', ');
};
