import { mkdirSync, writeFileSync } from 'node:fs';
import { mkdir, rename, writeFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { canonicalFile } from '../../model/canonical.js';
import { attributes, attributesFile, followed, writableTarget } from '../belongings.js';
import { pathInside } from '../file-name.js';
import type { FilesInto } from './files-into.js';
import type { Manifest } from '../manifest.js';
import { finishReplacement, manifestFile, replaceDirectory, sweepReplacements } from '../replace-directory.js';
import { removeScratch, scratchFor } from '../scratch.js';

/** Enough that a slow disk always has something to do, and far below what a process may have open. */
const atOnce = 16;

/** A disk that takes longer for a file, in milliseconds, is not waited for. */
const patience = 0.5;

/**
 * A snapshot in the making: its files lie beside the place of the directory, until `finish` puts them there as a whole. A reader never
 * sees half of one, and an interrupted run leaves the old one. Nothing is made on the disk before the first file.
 */
export class FreshSnapshot implements FilesInto {
  readonly #asked: string;
  readonly #folders = new Set<string>();
  readonly #working = new Set<Promise<void>>();
  #place: Promise<Place> | undefined;
  #failure: { readonly error: unknown } | undefined;
  /** How long a file takes, in milliseconds: of late, and at first of a disk that is fast. */
  #perFile = 0;

  constructor(directory: string) {
    this.#asked = resolve(directory);
  }

  /**
   * Of a fast disk, the thread pool costs several times what a small file does, and what waits for it is a load on the heap; of a slow
   * one, several files are written at once, while answers are read.
   */
  readonly put = async (path: string, content: string | Uint8Array): Promise<void> => {
    const file = await this.#fileAt(path);
    if (this.#perFile > patience) return this.#begin(() => writeFile(file, content));
    const begun = performance.now();
    writeFileSync(file, content);
    this.#perFile += (performance.now() - begun - this.#perFile) / 32;
  };

  /** Takes over a file that lies on the same disk. */
  readonly move = async (path: string, from: string): Promise<void> => rename(from, await this.#fileAt(path));

  /** Resolves when everything that was begun is done. Throws what any of it failed with. */
  async settled(): Promise<void> {
    await Promise.all(this.#working);
    this.#refuseAfterFailure();
  }

  /**
   * Puts it in its place. The manifest comes last: what has one is whole. Throws UsageError, and leaves what is there, where that is
   * more than a snapshot; what a base has beside its snapshot is replaced by another base only. Gives a sentence about what an
   * earlier, killed run had left to be finished.
   */
  async finish(manifest: Manifest, isBase = false): Promise<string | undefined> {
    const { fresh, target, finished } = await this.#placed();
    await this.settled();
    await writableTarget(target, isBase);
    await writeFile(join(fresh, attributesFile), attributes);
    await writeFile(join(fresh, manifestFile), canonicalFile(manifest));
    await replaceDirectory(fresh, target);
    return finished;
  }

  /** Removes what was not put in its place. Nothing is written from now on. */
  async remove(): Promise<void> {
    this.#failure ??= { error: new Error('The snapshot was given up.') };
    await Promise.allSettled(this.#working);
    const place = await this.#place?.catch(() => undefined);
    if (place) await removeScratch(place.fresh);
  }

  /** Where a file belongs, whose folder is there then. */
  async #fileAt(path: string): Promise<string> {
    const { fresh } = await this.#placed();
    this.#refuseAfterFailure();
    const file = pathInside(fresh, path);
    const folder = dirname(file);
    if (!this.#folders.has(folder)) mkdirSync(folder, { recursive: true });
    this.#folders.add(folder);
    return file;
  }

  /** Begins to work as soon as there is room for it. */
  async #begin(work: () => Promise<void>): Promise<void> {
    while (this.#working.size >= atOnce) await Promise.race(this.#working);
    this.#refuseAfterFailure();
    const working = work()
      .catch((error: unknown) => {
        this.#failure ??= { error };
      })
      .finally(() => this.#working.delete(working));
    this.#working.add(working);
  }

  #refuseAfterFailure(): void {
    if (this.#failure) throw this.#failure.error;
  }

  #placed(): Promise<Place> {
    return (this.#place ??= placeFor(this.#asked));
  }
}

interface Place {
  /** Where the snapshot is, and where the fresh one lies until then. */
  readonly target: string;
  readonly fresh: string;
  readonly finished: string | undefined;
}

const placeFor = async (asked: string): Promise<Place> => {
  const finished = await finishReplacement(asked);
  const target = await followed(asked);
  await mkdir(dirname(target), { recursive: true });
  await sweepReplacements(target);
  const fresh = await scratchFor(target, 'new');
  await mkdir(fresh, { recursive: true });
  return { target, fresh, finished };
};
