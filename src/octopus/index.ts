export { isMissingRoute, octopus, type OctopusClient, type Space } from './client.js';
export type { RequestEvent } from './events.js';
