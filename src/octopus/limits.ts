import { ApiError } from '../model/errors.js';

/** How much of a server is taken before it is refused (rules network-limits): far more than any honest one sends. */
export interface Limits {
  /** Bytes of one answer, unpacked. */
  readonly answerBytes: number;
  /** Pages of one listing. */
  readonly pages: number;
  /** Documents of one listing. */
  readonly documents: number;
  /** Bytes of one file, downloaded and unpacked. */
  readonly fileBytes: number;
  /** Milliseconds for one file. */
  readonly fileTime: number;
}

const megabyte = 1024 * 1024;

export const theLimits: Limits = {
  answerBytes: 256 * megabyte,
  pages: 10_000,
  documents: 500_000,
  fileBytes: 20 * 1024 * megabyte,
  fileTime: 6 * 60 * 60 * 1000,
};

/** An ApiError for what passes a limit; the request is not sent again. */
export const pastLimit = (what: string, where: string): ApiError =>
  new ApiError({
    what,
    where,
    status: 200,
    remedy: 'No Octopus Server does that: check the URL and what stands in front of the server.',
  });
