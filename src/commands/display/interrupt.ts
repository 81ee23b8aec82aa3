/** A signal that Ctrl-C (or SIGTERM) sets off: what is in flight is finished. A second one ends the process at once. */
export const onInterrupt = (tell: (line: string) => void): AbortSignal => {
  const controller = new AbortController();
  for (const name of ['SIGINT', 'SIGTERM'] as const) {
    process.once(name, () => {
      tell('Stopping: what is in flight is finished first. Once more to stop at once.');
      controller.abort();
      process.once(name, () => process.exit(130));
    });
  }
  return controller.signal;
};
