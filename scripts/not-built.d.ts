export declare const notBuilt: Readonly<Record<string, string>>;
