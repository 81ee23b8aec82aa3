/**
 * The errors octosync ends with. Each says what happened, where, and what to do about it;
 * `commands` prints those three and exits with `exitCode`. Expected conditions (skips, leaves, blocks)
 * are results, not errors.
 */
export interface Trouble {
  /** One sentence: what is wrong. */
  readonly what: string;
  /** The file and pointer, the URL, the option: the place a person has to look at. */
  readonly where?: string;
  /** What to do next. */
  readonly remedy?: string;
  /** Where there are several things to see: each in one line. */
  readonly details?: readonly string[];
}

export abstract class OctosyncError extends Error {
  abstract readonly exitCode: number;
  readonly where: string | undefined;
  readonly remedy: string | undefined;
  readonly details: readonly string[];

  constructor({ what, where, remedy, details = [] }: Trouble, options?: ErrorOptions) {
    super(what, options);
    this.name = new.target.name;
    this.where = where;
    this.remedy = remedy;
    this.details = details;
  }

  get what(): string {
    return this.message;
  }
}

/** A wrong flag, option or file: nothing was attempted. */
export class UsageError extends OctosyncError {
  readonly exitCode = 1;
}

/** The server, or the way to it, refused a request. */
export class ApiError extends OctosyncError {
  readonly exitCode = 1;
  /** HTTP status, or undefined when no answer came. */
  readonly status: number | undefined;
  /** The server's own messages (`ErrorMessage`, then `Errors`). */
  readonly messages: readonly string[];

  constructor(
    trouble: Trouble & { readonly status?: number | undefined; readonly messages?: readonly string[] },
    options?: ErrorOptions,
  ) {
    super(trouble, options);
    this.status = trouble.status;
    this.messages = trouble.messages ?? [];
  }
}

/** The changeset has errors or blocked entries, or a gate refuses it (exit code 3). */
export class BlockedError extends OctosyncError {
  readonly exitCode = 3;
}

/** The destination no longer is what the changeset was made against (exit code 4). */
export class DriftError extends OctosyncError {
  readonly exitCode = 4;
  /** The changes whose documents are others by now, as far as that is known. */
  readonly ids: readonly string[];

  constructor(trouble: Trouble & { readonly ids?: readonly string[] }, options?: ErrorOptions) {
    super(trouble, options);
    this.ids = trouble.ids ?? [];
  }
}

/** Some writes were done and some were not (exit code 5). */
export class PartialApplyError extends OctosyncError {
  readonly exitCode = 5;
}

/** A person stopped the run (Ctrl-C, SIGTERM): what was in flight is finished, nothing more was begun (exit code 130). */
export class InterruptedError extends OctosyncError {
  readonly exitCode = 130;
}

/** What cannot happen unless octosync itself is wrong (exit code 1). */
export class InternalError extends OctosyncError {
  readonly exitCode = 1;

  constructor(trouble: Omit<Trouble, 'remedy'>, options?: ErrorOptions) {
    super({ ...trouble, remedy: 'This is a mistake in octosync: report it, with what --debug shows.' }, options);
  }
}
