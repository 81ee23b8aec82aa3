import type { CheckOptions } from '../evidence/check.js';

/** Until approvals can be signed, no signature is one: whatever stands there was not made by octosync. */
export const checkSignature =
  (signersFile: string | undefined): CheckOptions['signatureOf'] =>
  () =>
    Promise.resolve({
      why: `This octosync cannot check signatures${signersFile === undefined ? '' : `, by ${signersFile} neither`}.`,
    });
