import { basename } from 'node:path';
import { Blob, FormData } from 'formdata-node';
import { fileFromPath } from 'formdata-node/file-from-path';

const type = 'application/octet-stream';

/** A form with one part, `file`: how the vendor's clients send pictures and packages. */
const formWith = (part: Blob, name: string): FormData => {
  const form = new FormData();
  form.append('file', part, name);
  return form;
};

/** A form with bytes from memory. */
export const formWithBytes = (name: string, bytes: Uint8Array): FormData =>
  formWith(new Blob([new Uint8Array(bytes)], { type }), name);

/** A form with a file on disk, which is read while it is sent. */
export const formWithFile = async (path: string): Promise<FormData> =>
  formWith(await fileFromPath(path, basename(path), { type }), basename(path));
