export const pack: (folder: string) => string;
