/** An answer that refuses a request: Octopus' `ErrorMessage` and `Errors`. */
export class Refusal extends Error {
  readonly status: number;
  readonly details: readonly string[];

  constructor(status: number, details: readonly string[]) {
    super(details[0] ?? `Status ${status}`);
    this.status = status;
    this.details = details;
  }
}

export const badRequest = (...details: readonly string[]): Refusal => new Refusal(400, details);
export const notFound = (what: string): Refusal => new Refusal(404, [`The resource '${what}' was not found.`]);

/** Throws a 400 with all the details, if there are any. */
export const refuseIfAny = (details: readonly string[]): void => {
  if (details.length > 0) throw new Refusal(400, details);
};
