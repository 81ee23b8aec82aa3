export const keptFormat = 'octosync-kept/1';
