import { LOGO } from '../catalogue/index.js';
import type { Change } from '../changeset/changeset.js';
import { pointerOf } from '../model/pointer.js';

const logo = pointerOf([LOGO]);

/** True for a change of the picture that the API keeps beside a document. */
export const isLogoChange = (change: Change): boolean =>
  change.action === 'update' && change.patch.some(({ path }) => path === logo);
