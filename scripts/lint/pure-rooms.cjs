/**
 * The rooms of src that `diff` and `undo` execute: the same input gives the same output, so nothing in them may ask where, when or
 * how often it runs. ESLint and dependency-cruiser both read this list.
 */
module.exports = ['model', 'catalogue', 'changeset', 'settings', 'diff', 'undo'];
