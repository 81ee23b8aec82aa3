export { chosenBy, type Chosen, type Patterns } from './patterns.js';
export { isPartWithout, pick, type Picked } from './pick.js';
export { pickRule } from './skipped-entry.js';
export { neededFor, selectionOf, type Left, type LeftOut, type Selection } from './selection.js';
