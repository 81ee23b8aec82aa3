/**
 * The URL that a text is, undefined for one that is none. Not `URL.canParse`: in Node 20 it calls addresses with letters beyond
 * ASCII wrong once it was called some thousand times.
 */
export const urlIn = (text: string): URL | undefined => {
  try {
    return new URL(text);
  } catch {
    return undefined;
  }
};
