/** Columns of the terminal; of a file or a pipe, which have none, 100. */
export const terminalWidth = (): number => {
  const { isTTY, columns } = process.stdout;
  return isTTY && columns > 0 ? columns : 100;
};
