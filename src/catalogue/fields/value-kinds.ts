import { governed, ofKind } from '../words.js';
import type { FieldRule, Reference } from '../vocabulary.js';

/**
 * What a value is by its type, or by the control of its template, where that makes it the ID of something; accounts may sign
 * in with keys, or by way of OIDC.
 */
export const byValueType = (
  account: Reference,
  certificate: Reference,
  pool: Reference,
): Readonly<Record<string, FieldRule>> => ({
  AmazonWebServicesAccount: ofKind(['AmazonWebServicesAccount', 'AmazonWebServicesOidcAccount'], account),
  AzureAccount: ofKind(['AzureServicePrincipal', 'AzureOidc', 'AzureSubscription'], account),
  GoogleCloudAccount: ofKind(['GoogleCloudAccount', 'GoogleCloudOidcAccount'], account),
  UsernamePasswordAccount: ofKind(['UsernamePassword'], account),
  GenericOidcAccount: ofKind(['GenericOidcAccount'], account),
  Certificate: certificate,
  WorkerPool: pool,
});

/** Values of variables and tenants: what is missing, a policy decides. */
export const referenceByValueType = byValueType(
  governed('accounts', 'variableAccountScopingMatch', { pulls: true }),
  governed('certificates', 'variableCertificateScopingMatch', { pulls: true }),
  governed('workerPools', 'variableWorkerPoolScopingMatch', { pulls: true }),
);
