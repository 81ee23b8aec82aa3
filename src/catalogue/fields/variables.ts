import {
  byField,
  governed,
  narrowing,
  nested,
  plain,
  positional,
  scopedTo,
  secretText,
  tags,
  volatile,
} from '../words.js';
import type { Fields } from '../vocabulary.js';

const account = governed('accounts', 'variableAccountScopingMatch', { pulls: true });

/**
 * A variable set (octopus-api variables). Variables are in the server's order, which decides ties; their IDs are the
 * server's. Sensitive values are flat: `Value` reads as null. A dimension of the scope that is not here is kept
 * (rules variable-dimensions); roles are names (rules scope-roles).
 */
export const variableSet: Fields = {
  OwnerId: volatile,
  Version: volatile,
  ScopeValues: volatile,
  Variables: positional({
    IsEditable: volatile,
    Value: byField(
      'IsSensitive',
      { true: secretText('Dummy Value') },
      byField(
        'Type',
        {
          AmazonWebServicesAccount: account,
          AzureAccount: account,
          GoogleCloudAccount: account,
          UsernamePasswordAccount: account,
          GenericOidcAccount: account,
          Certificate: governed('certificates', 'variableCertificateScopingMatch', { pulls: true }),
          WorkerPool: governed('workerPools', 'variableWorkerPoolScopingMatch', { pulls: true }),
        },
        plain,
      ),
    ),
    Prompt: plain,
    Scope: nested(
      {
        Environment: scopedTo('environments', 'variableEnvironmentScopingMatch'),
        Channel: scopedTo('channels', 'variableChannelScopingMatch'),
        ProcessOwner: scopedTo('processOwners', 'variableProcessOwnerScopingMatch'),
        Action: scopedTo('actions', 'variableActionScopingMatch'),
        Machine: scopedTo('targets', 'variableMachineScopingMatch'),
        TenantTag: tags({ policy: 'variableTenantTagScopingMatch' }, 'everything'),
        Role: narrowing,
      },
      { dropEmptyLists: true },
    ),
  }),
};
