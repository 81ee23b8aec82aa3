import fc from 'fast-check';

/*
 * Properties see the same cases in every run, so that a change which breaks nothing breaks no build; OCTOSYNC_SEED=n
 * takes others. Imported for its effect by every file that has properties.
 */
fc.configureGlobal({ ...fc.readConfigureGlobal(), seed: Number(process.env['OCTOSYNC_SEED'] ?? 20_260_301) });
