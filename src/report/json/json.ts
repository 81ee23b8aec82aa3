import type { Changeset } from '../../changeset/changeset.js';
import type { Comparison } from '../../changeset/comparison.js';
import { canonicalFile } from '../../model/canonical.js';
import { visibleJson } from '../visible.js';

/**
 * JSON says what a review is made of rather than the review: the changeset or the comparison as it is, so that it can be
 * applied, and so that a review of it is the same again.
 */
export const jsonReport = (reviewed: Changeset | Comparison): string => canonicalFile(reviewed);

/** The same for a terminal, which nothing in it can steer; to whatever parses it there is no difference. */
export const jsonForTerminal = (reviewed: Changeset | Comparison): string =>
  visibleJson(jsonReport(reviewed).trimEnd());
