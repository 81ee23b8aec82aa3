/** What a reviewer must see of a change that stands, the gravest first. */
export const warningKinds = [
  'scope-widened',
  'step-removed',
  'destination-scope-dropped',
  'unresolved-dropped',
  'default-kept',
  'field-unknown',
  'retention-capped',
] as const;

/** What may be left to do by hand after `apply`, the most urgent first. */
export const cleanUpKinds = ['replace-secret', 'supply-secret', 'replace-value', 'check'] as const;
