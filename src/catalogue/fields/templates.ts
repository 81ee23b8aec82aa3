import { named, plain, secretObject } from '../words.js';

/**
 * Variable templates of projects and library variable sets: what tenants must supply, told apart by name.
 * `DefaultValue` is a string, or `{ HasValue, NewValue }` where the control type is Sensitive
 * (octopus-api library-variable-sets, projects).
 */
export const variableTemplates = named({
  DisplaySettings: plain,
  DefaultValue: secretObject('DUMMY VALUE'),
});
