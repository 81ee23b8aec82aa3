/** True for an error of Node's with this code: `ENOENT`, `EEXIST`. */
export const isCode = (error: unknown, code: string): boolean =>
  error instanceof Error && 'code' in error && error.code === code;
