type MayImport = ReadonlyMap<string, readonly string[]>;

export declare const rooms: () => MayImport;
export declare const roomsPicture: (mayImport: MayImport) => string;
export declare const withRooms: (markdown: string, picture: string) => string;
