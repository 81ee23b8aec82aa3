export { isMissingRoute, octopus, type OctopusClient } from './client.js';
export type { RequestEvent } from './events.js';
export type { Space } from './find-space.js';
export { timeFor } from './pace.js';
