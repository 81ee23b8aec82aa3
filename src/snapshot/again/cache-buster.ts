import { isObject, type JsonObject } from '../../model/json.js';

/**
 * What the link to a document's picture says of its content (`Links.Logo`, `…/logo?cb=…`): it changes whenever another picture is
 * uploaded. Undefined where a server says nothing, or only its own version, which it says of pictures that nobody uploaded and
 * may say of others, too: that tells nothing of the picture (rules again-pictures).
 */
export const cacheBusterOf = ({ Links: links }: JsonObject): string | undefined => {
  const link = isObject(links) ? links['Logo'] : undefined;
  if (typeof link !== 'string') return undefined;
  const said = new URLSearchParams(link.split('?')[1] ?? '').get('cb') ?? '';
  return said === '' || isVersion.test(said) ? undefined : said;
};

/** `2026.3.1`, with whatever follows. */
const isVersion = /^\d+(\.\d+)+/;
