/** Makes control and bidirectional characters visible: a name must not steer the terminal or reverse the text. */
export const visible = (text: string): string =>
  // eslint-disable-next-line no-control-regex -- these are the characters to make visible
  text.replaceAll(/[\u0000-\u001f\u007f-\u009f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]/g, (character) => {
    const code = character.codePointAt(0) ?? 0;
    return `\\u${code.toString(16).padStart(4, '0')}`;
  });
