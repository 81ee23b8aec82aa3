import { tags } from '../words.js';

/** Tags that classify (of environments, projects): a missing tag is not dropped silently, it blocks the item. */
export const classifyingTags = tags('required', 'nothing');

/** Tenant tags that narrow a channel: without them it would serve every tenant, so a missing one blocks it. */
export const narrowingTags = tags('required', 'everything');
