import { governed, ofKind } from '../words.js';
import type { FieldRule } from '../vocabulary.js';

const account = governed('accounts', 'variableAccountScopingMatch', { pulls: true });

/** What a value is by its type, where that makes it the ID of something; accounts may sign in with keys, or by way of OIDC. */
export const referenceByValueType: Readonly<Record<string, FieldRule>> = {
  AmazonWebServicesAccount: ofKind(['AmazonWebServicesAccount', 'AmazonWebServicesOidcAccount'], account),
  AzureAccount: ofKind(['AzureServicePrincipal', 'AzureOidc', 'AzureSubscription'], account),
  GoogleCloudAccount: ofKind(['GoogleCloudAccount', 'GoogleCloudOidcAccount'], account),
  UsernamePasswordAccount: ofKind(['UsernamePassword'], account),
  GenericOidcAccount: ofKind(['GenericOidcAccount'], account),
  Certificate: governed('certificates', 'variableCertificateScopingMatch', { pulls: true }),
  WorkerPool: governed('workerPools', 'variableWorkerPoolScopingMatch', { pulls: true }),
};
