/** What a reviewer must see of a change that stands, or of what leads to none, the gravest first. */
export const warningKinds = [
  'scope-widened',
  'step-removed',
  'removed-on-source',
  'renamed-on-source',
  'destination-scope-dropped',
  'plain-beside-secret',
  'beside-own-secret',
  'may-run-at-once',
  'runs-beside-another',
  'template-behind',
  'id-in-text',
  'minimum-lowered',
  'unresolved-dropped',
  'default-kept',
  'field-unknown',
  'retention-capped',
  'git-credential-missing',
] as const;

/** What may be left to do by hand after `apply`, the most urgent first. */
export const cleanUpKinds = [
  'replace-secret',
  'supply-secret',
  'replace-value',
  'publish-runbook',
  'enable-trigger',
  'convert-project',
  'check',
] as const;

export type WarningKind = (typeof warningKinds)[number];
