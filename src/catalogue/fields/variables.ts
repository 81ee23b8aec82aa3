import {
  always,
  byField,
  narrowing,
  nested,
  plain,
  positional,
  scopedTo,
  secretText,
  tags,
  volatile,
} from '../words.js';
import type { CountedParts, Fields } from '../vocabulary.js';
import { referenceByValueType } from './value-kinds.js';

/**
 * A variable set (octopus-api variables). Variables are in the server's order, which decides ties; their IDs are the
 * server's. Sensitive values are flat: `Value` reads as null. A dimension of the scope that is not here is kept
 * (rules variable-dimensions); roles are names (rules scope-roles).
 */
export const variableSet: Fields = {
  OwnerId: volatile,
  Version: volatile,
  ScopeValues: volatile,
  Variables: positional(
    {
      IsEditable: volatile,
      Value: byField('IsSensitive', { true: secretText('Dummy Value') }, byField('Type', referenceByValueType, plain)),
      Prompt: plain,
      Scope: nested(
        {
          Environment: scopedTo('environments', 'variableEnvironmentScopingMatch'),
          Channel: scopedTo('channels', 'variableChannelScopingMatch'),
          ProcessOwner: scopedTo('processOwners', 'variableProcessOwnerScopingMatch'),
          Action: scopedTo('actions', 'variableActionScopingMatch'),
          Machine: scopedTo('targets', 'variableMachineScopingMatch'),
          Tenant: always('tenants', 'SkipUnlessPartialMatch', 'everything'),
          TenantTag: tags({ policy: 'variableTenantTagScopingMatch' }, 'everything'),
          Role: narrowing,
        },
        { dropEmptyLists: true },
      ),
    },
    'Name',
  ),
};

/** What a person counts of a variable set: its values, by name and scope. */
export const variableParts: CountedParts = {
  at: ['Variables'],
  one: 'variable',
  many: 'variables',
  called: ['Name'],
  scope: 'Scope',
  secret: 'IsSensitive',
};
