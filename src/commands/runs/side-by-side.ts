import { OctosyncError } from '../../model/errors.js';

/** Some of several things failed; the others are done. Ends as the worst of them would alone. */
class SomeFailed extends OctosyncError {
  readonly exitCode: number;

  constructor(what: string, failed: ReadonlyMap<string, OctosyncError>) {
    super({ what, details: [...failed].map(([name, error]) => `${name}: ${inOneLine(error)}`) });
    this.exitCode = Math.max(...[...failed.values()].map((error) => error.exitCode));
  }
}

const inOneLine = ({ what, where, remedy, details }: OctosyncError): string =>
  [what, where === undefined ? undefined : `[${where}]`, remedy, ...details]
    .filter((part) => part !== undefined)
    .join(' ');

/**
 * Does the same for several instances at once, and all of it even if some fail. `then` gets what came of each, in the order of the
 * names. Throws an OctosyncError that tells of each that failed, after that; anything else that is thrown comes through.
 */
export const sideBySide = async <Result>(
  names: readonly string[],
  work: (name: string) => Promise<Result>,
  then: (name: string, result: Result) => void,
): Promise<void> => {
  const outcomes = await Promise.allSettled(names.map((name) => work(name)));
  const failed = new Map<string, OctosyncError>();
  for (const [index, outcome] of outcomes.entries()) {
    const name = names[index] ?? '';
    if (outcome.status === 'fulfilled') then(name, outcome.value);
    else if (outcome.reason instanceof OctosyncError) failed.set(name, outcome.reason);
    else throw outcome.reason;
  }
  if (failed.size > 0) throw new SomeFailed(`${failed.size} of ${names.length} instances failed.`, failed);
};
