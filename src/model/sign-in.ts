/** A text whose URLs say nothing of who signs in: `https://user:password@host/path` is `https://host/path`. */
export const withoutSignIn = (text: string): string => text.replaceAll(/:\/\/[^\s/'"<>]+@/g, '://');
