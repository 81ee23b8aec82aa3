/** Enough that the disk always has something to do, and far below what a process may have open. */
const files = 16;

/**
 * Does work with a file for each item, several at once: one after the other, the disk would be waited for each time.
 * After a failure nothing new is begun; it is thrown when what was begun has ended.
 */
export const eachAtOnce = async <Item>(items: Iterable<Item>, work: (item: Item) => Promise<void>): Promise<void> => {
  const left = items[Symbol.iterator]();
  const failures: unknown[] = [];
  const worker = async (): Promise<void> => {
    for (let next = left.next(); !next.done && failures.length === 0; next = left.next()) {
      await work(next.value).catch((error: unknown) => void failures.push(error));
    }
  };
  await Promise.all(Array.from({ length: files }, worker));
  if (failures.length > 0) throw failures[0];
};
