export { isPartWithout, pick, type Picked } from './pick.js';
export { neededFor, selectionOf, type Left, type LeftOut, type Selection } from './selection.js';
