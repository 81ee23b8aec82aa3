/**
 * Makes control and bidirectional characters, and those that show nothing, visible: a name must not steer the terminal,
 * reverse the text or look like another one.
 */
export const visible = (text: string): string =>
  text.replaceAll(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, (character) => {
    const code = character.codePointAt(0) ?? 0;
    return code > 0xffff ? `\\u{${code.toString(16)}}` : `\\u${code.toString(16).padStart(4, '0')}`;
  });

/** The same of a text of several lines: line feeds and tabs stay what they are. */
export const visibleLines = (text: string): string => text.replaceAll(/[^\n\t]+/g, visible);
