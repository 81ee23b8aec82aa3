import type { FieldRule, Reference } from '../vocabulary.js';

/** References by what a value is for: the type of a variable, the control of a template. */
export const controls = (account: Reference, certificate: Reference, pool: Reference): Record<string, FieldRule> => ({
  AmazonWebServicesAccount: account,
  AzureAccount: account,
  GoogleCloudAccount: account,
  UsernamePasswordAccount: account,
  GenericOidcAccount: account,
  Certificate: certificate,
  WorkerPool: pool,
});
