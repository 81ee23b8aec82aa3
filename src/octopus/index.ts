export type { Connection } from './connect.js';
export { octopus, isMissingRoute, type OctopusClient, type Listing, type ServerRoot, type Space } from './client.js';
export type { RequestEvent } from './events.js';
export { instanceUrl } from './url.js';
