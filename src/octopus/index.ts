export { isMissingRoute } from './answer.js';
export { octopus, routesNamedIn, type OctopusClient } from './client.js';
export type { RequestEvent } from './events.js';
export type { Space } from './find-space.js';
export { knownSecrets } from './known-secrets.js';
export { timeFor } from './pace.js';
export { noProxy, type GivenProxy } from './proxy.js';
