export declare const findBrowser: () => string | undefined;
export declare const browserArguments: readonly string[];
