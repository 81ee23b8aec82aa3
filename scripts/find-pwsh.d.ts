export declare const toolVersion: string;
export declare const toolFolder: string;
export declare const findPwsh: () => string | undefined;
