import { LOGO } from '../../catalogue/index.js';
import { canonicalFile, sha256 } from '../../model/canonical.js';
import type { JsonObject } from '../../model/json.js';
import { isStoredFile } from '../../model/markers.js';
import type { Digest } from '../../model/names.js';
import type { IdIndex } from '../../naming/id-index.js';
import { cacheBusterOf } from '../again/cache-buster.js';
import { digestOfLines, lineOf, type FilesInto } from './files-into.js';
import type { PlacedItem } from '../layout.js';
import type { MentionedEntry, PictureEntry, UnresolvedEntry } from '../manifest.js';
import { mentionedIn } from '../mentioned.js';
import type { NamedItem, NamedSpace } from '../name-space.js';
import { picturePath } from '../picture.js';

/**
 * The part of a snapshot that is laid out so far. Its files are given away one by one: of a large space, all of them at once
 * would need too much memory. What the manifest says of them stays.
 */
export class LaidOut {
  readonly unresolved: UnresolvedEntry[] = [];
  readonly mentioned = new Map<string, MentionedEntry>();
  /** Where each picture stands, by the ID of its resource. */
  readonly pictures = new Map<string, string>();
  readonly pictureEntries: PictureEntry[] = [];
  readonly #into: FilesInto;
  readonly #lines: string[] = [];

  constructor(into: FilesInto) {
    this.#into = into;
  }

  get digest(): Digest {
    return digestOfLines(this.#lines);
  }

  /** The file of a resource, and beside it the picture it has of its own. Throws what its file cannot be kept for. */
  async item(
    { item, path }: PlacedItem<NamedItem>,
    { index, files }: { readonly index: IdIndex; readonly files: NamedSpace['files'] },
  ): Promise<void> {
    for (const one of mentionedIn(item, index)) this.mentioned.set(one.id, one);
    this.unresolved.push(...item.unresolved.map(({ pointer, id }) => ({ file: path, pointer, id })));
    const { [LOGO]: picture, ...document }: JsonObject = item.document;
    const bytes = isStoredFile(picture) ? files.get(picture.$file) : undefined;
    if (bytes) await this.#picture(item, picturePath(path, bytes), bytes);
    await this.file(path, canonicalFile(document));
  }

  async file(path: string, content: string | Uint8Array): Promise<void> {
    this.#lines.push(lineOf(path, sha256(content)));
    await this.#into.put(path, content);
  }

  async #picture({ id, raw }: NamedItem, path: string, bytes: Uint8Array): Promise<void> {
    this.pictures.set(id, path);
    const cacheBuster = cacheBusterOf(raw);
    if (cacheBuster !== undefined) this.pictureEntries.push({ id, file: path, digest: sha256(bytes), cacheBuster });
    await this.file(path, bytes);
  }
}
