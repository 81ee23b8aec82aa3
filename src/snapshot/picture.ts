/* eslint-disable no-control-regex -- pictures begin with them */

/** What the first bytes of a picture say it is. A page is none, whatever else is in it. */
const kinds: readonly (readonly [extension: string, begins: RegExp])[] = [
  ['png', /^\x89PNG\r\n\x1a\n/],
  ['jpg', /^\xff\xd8\xff/],
  ['gif', /^GIF8[79]a/],
  ['webp', /^RIFF[^]{4}WEBP/],
  ['bmp', /^BM[^]{4}\0{4}/],
  ['ico', /^\0\0\x01\0/],
  [
    'svg',
    /^(\xef\xbb\xbf)?\s*(<\?xml[^>]*>\s*)?(<!--(?:(?!-->)[^])*-->\s*)*(<!DOCTYPE\s+svg[^>]*>\s*)?(<!--(?:(?!-->)[^])*-->\s*)*<svg[\s/>]/i,
  ],
];

/** More than this may stand before the first element of an SVG only in files that nobody draws. */
const longestHead = 4096;

/** What kind of picture bytes are, as the ending of a file name; undefined if they are none. */
export const kindOfPicture = (bytes: Uint8Array): string | undefined => {
  const head = Buffer.from(bytes.subarray(0, longestHead)).toString('latin1');
  return kinds.find(([, begins]) => begins.test(head))?.[0];
};

/** Where the picture of the document at `path` stands: beside it. */
export const picturePath = (path: string, bytes: Uint8Array): string =>
  `${path.slice(0, path.lastIndexOf('/'))}/logo.${kindOfPicture(bytes) ?? 'bin'}`;

export const isPicture = (path: string): boolean => /\/logo\.(png|jpg|gif|svg|webp|bmp|ico|bin)$/.test(path);
