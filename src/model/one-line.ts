/** Whether a text says something, in one line without control and format characters: it goes into records that people read. */
export const isOneLine = (text: string): boolean => text.trim() !== '' && !/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u.test(text);
