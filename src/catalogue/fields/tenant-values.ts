import { always, byField, governed, nested, plain, secretObject } from '../words.js';

const account = governed('accounts', 'variableAccountScopingMatch', { pulls: true });

/** A value by the control type of its template; accounts, certificates and worker pools are named by ID. */
export const tenantValue = byField(
  'Control',
  {
    Sensitive: secretObject('DUMMY VALUE'),
    AmazonWebServicesAccount: account,
    AzureAccount: account,
    GoogleCloudAccount: account,
    UsernamePasswordAccount: account,
    GenericOidcAccount: account,
    Certificate: governed('certificates', 'variableCertificateScopingMatch', { pulls: true }),
    WorkerPool: governed('workerPools', 'variableWorkerPoolScopingMatch', { pulls: true }),
  },
  plain,
);

/** A value for environments that are not here is not carried; one for all environments stays for all. */
export const tenantValueScope = nested(
  { EnvironmentIds: always('environments', 'SkipUnlessPartialMatch', 'everything') },
  { dropEmptyLists: true },
);
