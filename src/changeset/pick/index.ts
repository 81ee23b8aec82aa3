export { chosenBy, type Chosen, type Patterns } from './patterns.js';
export { isPartWithout, pick } from './pick.js';
export { pickRule } from './skipped-entry.js';
export { selectionOf, type LeftOut } from './selection.js';
