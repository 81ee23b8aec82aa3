/**
 * The IDs in a text, also those within another one: `Projects-1` of `deploymentprocess-Projects-1`. Whether something has such an
 * ID is another question.
 */
export const idsIn = (text: string): readonly string[] => text.match(/[A-Z][A-Za-z]*-\d+/g) ?? [];
