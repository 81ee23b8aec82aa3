export declare const contractMembers: () => Promise<string>;
