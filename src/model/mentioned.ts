/** What a text says that a server may have given as an ID: whole words with a hyphen, each once. */
export const wordsLikeIds = (text: string): readonly string[] =>
  text.includes('-') ? [...new Set(text.match(/[\w]+(?:-[\w]+)+/g) ?? [])] : [];

/** What the IDs that texts say stand for on their server, by the ID (rules names-id-in-text). */
export type MentionedIds = ReadonlyMap<string, { readonly type: string; readonly names: readonly string[] }>;
