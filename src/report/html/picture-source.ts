import { Buffer } from 'node:buffer';

/** Formats that hold pixels and nothing else, by their first bytes. SVG is a document with scripts: never shown. */
const formats: readonly (readonly [type: string, starts: RegExp])[] = [
  // eslint-disable-next-line no-control-regex -- the signature of PNG has one
  ['image/png', /^\x89PNG\r\n\x1a\n/],
  ['image/jpeg', /^\xff\xd8\xff/],
  ['image/gif', /^GIF8[79]a/],
  ['image/webp', /^RIFF[^]{4}WEBP/],
];

/**
 * The `data:` address of a picture in base 64; undefined for whatever is not one of the four formats, and for what is too
 * large to put into a page that people send around.
 */
export const pictureSource = (base64: string): string | undefined => {
  if (base64.length > 100_000 || !/^[A-Za-z0-9+/]+=*$/.test(base64)) return undefined;
  const start = Buffer.from(base64.slice(0, 32), 'base64').toString('latin1');
  const format = formats.find(([, starts]) => starts.test(start));
  return format && `data:${format[0]};base64,${base64}`;
};
