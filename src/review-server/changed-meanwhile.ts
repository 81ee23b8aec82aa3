import { UsageError } from '../model/errors.js';

/** What a page shows is no longer what lies on the disk: nothing is written over it. */
export class ChangedMeanwhile extends UsageError {}
