import { publishedSchema } from '../../model/published-schema.js';
import { cleanUpShape } from './clean-up-shape.js';
import { notificationShape } from '../notification/notification-shape.js';
import { reviewShape } from './review-shape.js';

/** The JSON Schemas of what is printed and left for programs. Nobody reads these back: there are no checks of them. */
export const schemas = {
  review: publishedSchema('octosync review', reviewShape),
  cleanup: publishedSchema('octosync clean-up list', cleanUpShape),
  notification: publishedSchema('octosync notification', notificationShape),
};
