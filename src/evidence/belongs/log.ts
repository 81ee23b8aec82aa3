import type { Facts } from '../facts.js';

/** Whether the log has a run about this changeset: that of apply names its digest, that of diff what was compared. */
export const logDefects = ({ changeset, logged = [] }: Facts): readonly string[] => {
  const isOurs = logged.some(
    (run) =>
      run['changeset'] === changeset.digest ||
      (run['source'] === changeset.source.digest && run['destination'] === changeset.destination.digest),
  );
  // One that another program wrote, or an older octosync, says of no run which it is.
  return logged.length === 0 || isOurs ? [] : ['changeset.log.jsonl has no run of this changeset.'];
};
