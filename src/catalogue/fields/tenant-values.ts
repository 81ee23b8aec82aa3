import { always, byField, found, governed, nested, plain, secretObject } from '../words.js';
import { controls } from './controls.js';

/** A value by the control type of its template; accounts, certificates and worker pools are named by ID. */
export const tenantValue = byField(
  'Control',
  {
    Sensitive: secretObject('DUMMY VALUE'),
    Package: found,
    ...controls(
      governed('accounts', 'variableAccountScopingMatch', { pulls: true }),
      governed('certificates', 'variableCertificateScopingMatch', { pulls: true }),
      governed('workerPools', 'variableWorkerPoolScopingMatch', { pulls: true }),
    ),
  },
  plain,
);

/** A value for environments that are not here is not carried; one for all environments stays for all. */
export const tenantValueScope = nested(
  { EnvironmentIds: always('environments', 'SkipUnlessPartialMatch', 'everything') },
  { dropEmptyLists: true },
);
