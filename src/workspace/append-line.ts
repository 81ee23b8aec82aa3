import { writeSync } from 'node:fs';
import { unwritable } from './write-whole.js';

/** Appends a value as one line of JSON, all of it. Throws UsageError if the disk takes only a part. */
export const appendLine = (file: number, path: string, value: object): void =>
  appendLines(file, path, [JSON.stringify(value)]);

/** The same, for several values that are JSON already. */
export const appendLines = (file: number, path: string, values: readonly string[]): void => {
  const bytes = Buffer.from(`${values.join('\n')}\n`, 'utf8');
  try {
    for (let done = 0; done < bytes.length;) {
      const taken = writeSync(file, bytes, done);
      if (taken === 0) throw new Error('the disk takes nothing more');
      done += taken;
    }
  } catch (error) {
    throw unwritable(path, error);
  }
};
