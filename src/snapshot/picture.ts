/** What the first bytes of a picture say it is. */
const kinds: readonly (readonly [extension: string, begins: RegExp])[] = [
  ['png', /^\x89PNG/],
  ['jpg', /^\xff\xd8\xff/],
  ['gif', /^GIF8/],
  ['svg', /^\s*(<\?xml[^>]*>\s*)?(<!--[^]*?-->\s*)?<svg/i],
  ['webp', /^RIFF....WEBP/s],
];

const extensionOf = (bytes: Uint8Array): string => {
  const head = Buffer.from(bytes.subarray(0, 400)).toString('latin1');
  return kinds.find(([, begins]) => begins.test(head))?.[0] ?? 'bin';
};

/** Where the picture of the document at `path` stands: beside it. */
export const picturePath = (path: string, bytes: Uint8Array): string =>
  `${path.slice(0, path.lastIndexOf('/'))}/logo.${extensionOf(bytes)}`;

export const isPicture = (path: string): boolean => /\/logo\.(png|jpg|gif|svg|webp|bin)$/.test(path);
