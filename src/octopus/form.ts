import type { Content } from './request.js';

/** A form with one part, `file`: how the vendor's clients send pictures. */
export const formWith = async (name: string, bytes: Uint8Array): Promise<Content> => {
  const form = new FormData();
  form.append('file', new Blob([new Uint8Array(bytes)], { type: 'application/octet-stream' }), name);
  const encoded = new Response(form);
  return { type: encoded.headers.get('content-type') ?? '', bytes: new Uint8Array(await encoded.arrayBuffer()) };
};
