import { always, byField, found, nested, plain, secretObject } from '../words.js';
import { referenceByValueType } from './value-kinds.js';

/** A value by the control type of its template; accounts, certificates and worker pools are named by ID. */
export const tenantValue = byField(
  'Control',
  {
    Sensitive: secretObject('DUMMY VALUE'),
    Package: found,
    ...referenceByValueType,
  },
  plain,
);

/** A value for environments that are not here is not carried; one for all environments stays for all. */
export const tenantValueScope = nested(
  { EnvironmentIds: always('environments', 'SkipUnlessPartialMatch', 'everything') },
  { dropEmptyLists: true },
);
