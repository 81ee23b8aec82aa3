export const snapshotFormat = 'octosync-snapshot/1';
