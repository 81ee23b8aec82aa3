import { byField, found, named, optional, plain, secretObject } from '../words.js';
import { byValueType } from './value-kinds.js';

const noDefault = { cleanUp: 'The default of this template does not exist here: choose another one.' };

/**
 * Variable templates of projects and library variable sets, and parameters of step templates: what tenants and steps must
 * supply, told apart by name. `DefaultValue` is a string, or `{ HasValue, NewValue }` where the control type is Sensitive
 * (octopus-api library-variable-sets, projects); by its control type it names an account, a certificate or a worker pool
 * (rules names-ids-anywhere).
 */
export const variableTemplates = named({
  DisplaySettings: plain,
  DefaultValue: byField(
    'DisplaySettings',
    {
      Sensitive: secretObject('DUMMY VALUE'),
      Package: found,
      ...byValueType(
        optional('accounts', { pulls: true, ...noDefault }),
        optional('certificates', { pulls: true, ...noDefault }),
        optional('workerPools', { pulls: true, ...noDefault }),
      ),
    },
    secretObject('DUMMY VALUE'),
    'Octopus.ControlType',
  ),
});
