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

/** What came of the same work for several things, by their names. */
interface Outcomes<Result> {
  readonly done: ReadonlyMap<string, Result>;
  readonly failed: ReadonlyMap<string, OctosyncError>;
}

/** Does the same for several things at once, and all of it even if some fail. What is thrown but an OctosyncError comes through. */
export const allOf = async <Result>(
  names: readonly string[],
  work: (name: string) => Promise<Result>,
): Promise<Outcomes<Result>> => {
  const outcomes = await Promise.allSettled(names.map((name) => work(name)));
  const [done, failed] = [new Map<string, Result>(), new Map<string, OctosyncError>()];
  for (const [index, outcome] of outcomes.entries()) {
    const name = names[index] ?? '';
    if (outcome.status === 'fulfilled') done.set(name, outcome.value);
    else if (outcome.reason instanceof OctosyncError) failed.set(name, outcome.reason);
    else throw outcome.reason;
  }
  return { done, failed };
};

/**
 * The same for instances. `then` gets what came of each, in the order of the names. Throws an OctosyncError that tells of each that
 * failed, after that.
 */
export const sideBySide = async <Result>(
  names: readonly string[],
  work: (name: string) => Promise<Result>,
  then: (name: string, result: Result) => void,
): Promise<void> => {
  const { done, failed } = await allOf(names, work);
  for (const [name, result] of done) then(name, result);
  if (failed.size > 0) throw new SomeFailed(`${failed.size} of ${names.length} instances failed.`, failed);
};
