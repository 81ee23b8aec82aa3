import { publishedSchema } from '../model/published-schema.js';
import { keptShape } from './kept-shape.js';
import { manifestShape } from './manifest-shape.js';

/** The JSON Schema of `snapshot.json`, for programs that read it too. */
export const schemas = { snapshot: publishedSchema('octosync snapshot', manifestShape) };

/** What `checks.ts` is made of. */
export const checked = { manifest: manifestShape, kept: keptShape };
