import type { Demands } from '../vocabulary.js';

/** In a process every name counts once, of actions across all steps. */
export const processDemands: Demands = {
  unique: [
    { at: ['Steps'], field: 'Name', called: 'steps', wayOut: 'rename one of them' },
    {
      at: ['Steps', 'Actions'],
      field: 'Name',
      called: 'actions',
      wayOut:
        'the step was perhaps renamed on one side: give it the same name on both, or remove the one that only the destination has ' +
        '(--process-cloning-option SourceOnly)',
    },
  ],
};
