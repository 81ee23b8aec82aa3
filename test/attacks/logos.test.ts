import { describe, expect, it } from 'vitest';
import { typeNamed } from '../../src/catalogue/index.js';
import { ApiError } from '../../src/model/errors.js';
import { kindOfPicture } from '../../src/snapshot/picture.js';
import { readLogos } from '../../src/snapshot/readers/logos.js';
import type { SpaceReader } from '../../src/snapshot/readers/reading.js';

const bytes = (latin1: string): Buffer => Buffer.from(latin1, 'latin1');

describe('A logo is a picture, by its first bytes (rules incomplete-logo)', () => {
  it.each<[what: string, begins: string, kind: string | undefined]>([
    ['PNG', '\x89PNG\r\n\x1a\n…', 'png'],
    ['JPEG', '\xff\xd8\xff\xe0', 'jpg'],
    ['GIF', 'GIF89a', 'gif'],
    ['WebP', 'RIFF\n\0\0\0WEBPVP8 ', 'webp'],
    ['BMP', 'BM\x10\0\0\0\0\0\0\0', 'bmp'],
    ['icon', '\0\0\x01\0\x01', 'ico'],
    ['SVG', '<svg xmlns="http://www.w3.org/2000/svg"/>', 'svg'],
    ['SVG after a mark of its bytes and a declaration', '\xef\xbb\xbf<?xml version="1.0"?>\n<svg>', 'svg'],
    ['SVG after comments and a type', '<!-- a --><!DOCTYPE svg PUBLIC "x" "y">\n<!-- b -->\n<svg/>', 'svg'],
    ['a page', '<!DOCTYPE html><html><body><svg></svg></body></html>', undefined],
    ['a page without a type', '<html><svg></svg></html>', undefined],
    ['a page that begins as XML', '<?xml version="1.0"?><html xmlns="x"><svg/></html>', undefined],
    ['a page after a comment with an SVG', '<!-- <svg> --><html>', undefined],
    ['a page whose comment ends early', '<!-- --><script>1</script><!-- --><svg>', undefined],
    ['another element that begins like it', '<svgx>', undefined],
    ['JSON', '{"ErrorMessage":"no"}', undefined],
    ['text', 'BMW builds cars', undefined],
    ['a script', '<script>GIF89a</script>', undefined],
    ['nothing', '', undefined],
    ['half of a PNG', '\x89PNG', undefined],
  ])('%s', (_what, begins, kind) => expect(kindOfPicture(bytes(begins))).toBe(kind));

  it('which takes no longer for bytes that are made to take long', () => {
    expect(kindOfPicture(bytes('<!--'.repeat(50_000)))).toBeUndefined();
    expect(kindOfPicture(bytes(`<?xml ${'<!-- -->'.repeat(50_000)}`))).toBeUndefined();
  });
});

describe('What is none', () => {
  const type = typeNamed('projects');
  const raw = { type, documents: [{ Id: 'Projects-1', Name: 'P' }], requests: 1 };
  const read = (answer: () => Promise<Uint8Array | undefined>) =>
    readLogos({ bytes: answer, holdsSecret: () => false } as unknown as SpaceReader, raw);

  it('is left out, with a note; the type is whole', async () => {
    const { pictures, notes, raw: after } = await read(() => Promise.resolve(bytes('<html>')));
    expect([pictures.size, notes, after.incomplete, after.requests]).toEqual([
      0,
      ['The logo of project "P" is no picture: it is left out.'],
      undefined,
      2,
    ]);
  });

  it.each<[what: string, answer: Uint8Array | undefined]>([
    ['nothing at all', undefined],
    ['an empty answer', new Uint8Array()],
  ])('is none: %s', async (_what, answer) => {
    expect(await read(() => Promise.resolve(answer))).toMatchObject({ notes: [], raw: { requests: 2 } });
  });

  it('is not taken for none where the server fails: the type is incomplete', async () => {
    const { raw: after } = await read(() =>
      Promise.reject(new ApiError({ what: 'The server answered 403.', status: 403 })),
    );
    expect(after.incomplete).toBe('1 of 1 pictures could not be read: The server answered 403.');
  });
});
