/**
 * Control characters, line and paragraph separators, and what shows nothing or turns the text around: format characters
 * (bidirectional, zero-width, tags), fillers, lone surrogates. Variation selectors 15 and 16 stay: emoji have them.
 */
const unseen = /(?!\ufe0e|\ufe0f)[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}]/gu;

/** Makes them visible as escapes: a name must not steer the terminal, reverse the text or hide in it. */
export const visible = (text: string): string =>
  plain.test(text)
    ? text
    : text.replaceAll(unseen, (character) => {
        const code = (character.codePointAt(0) ?? 0).toString(16);
        return code.length > 4 ? `\\u{${code}}` : `\\u${code.padStart(4, '0')}`;
      });

/** Most names and values are: saves time with thousands of them. */
const plain = /^[ -~]*$/;

/** JSON text in which no such character stands raw: safe to print, and the same value when parsed. */
export const visibleJson = (json: string): string =>
  json.replaceAll(unseen, (character) =>
    character === '\n'
      ? character
      : [...Array(character.length).keys()]
          .map((index) => `\\u${character.charCodeAt(index).toString(16).padStart(4, '0')}`)
          .join(''),
  );

/** A text that stands first in a line or a cell: a spreadsheet that it is pasted into must not take it for a formula. */
export const notFormula = (text: string): string => (/^[=+\-@\t]/.test(text) ? `"${text}"` : text);

/** The same of a text of several lines: line feeds and tabs stay what they are. */
export const visibleLines = (text: string): string => text.replaceAll(/[^\n\t]+/g, visible);
