import { sha256 } from '../../model/canonical.js';
import { byText, type Digest } from '../../model/names.js';

/** Takes the files of a snapshot as they are named. */
export interface FilesInto {
  /** Resolves when there is room for the next one. Throws what an earlier one failed with. */
  readonly put: (path: string, content: string | Uint8Array) => Promise<void>;
}

/** Keeps the files as they are. */
export const inMemory = (): FilesInto & { readonly files: ReadonlyMap<string, string | Uint8Array> } => {
  const files = new Map<string, string | Uint8Array>();
  return {
    files,
    put: (path, content) => {
      files.set(path, content);
      return Promise.resolve();
    },
  };
};

/** What the digest of a snapshot says of one of its files. */
export const lineOf = (path: string, digest: Digest): string => `${path}\0${digest}\n`;

/** The digest of a snapshot, from a line for each of its files. */
export const digestOfLines = (lines: readonly string[]): Digest => sha256([...lines].sort(byText).join(''));
