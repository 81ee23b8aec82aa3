import { publishedSchema } from '../model/published-schema.js';
import { manifestShape } from './manifest-shape.js';

/** The JSON Schema of the manifest of a bundle. */
export const schemas = { evidence: publishedSchema('octosync evidence', manifestShape) };

/** What `checks.ts` is made of. */
export const checked = { manifest: manifestShape };
