/**
 * A fixed seed, so that a run is like the one before; OCTOSYNC_SEED takes another, OCTOSYNC_LONG=1 the long form, ten times
 * the runs unless said.
 */
export const runs = (count: number, long = count * 10): { readonly seed: number; readonly numRuns: number } => ({
  seed: Number(process.env['OCTOSYNC_SEED'] ?? 20_260_301),
  numRuns: process.env['OCTOSYNC_LONG'] === '1' ? long : count,
});

/** Milliseconds: it ends only what hangs. The long form on a busy machine takes minutes. */
export const timeout = 1_800_000;
