/** What waits for what. */
export interface Awaited<One> {
  readonly of: (one: One) => ReadonlySet<One>;
}

/** Which of them each one waits for. */
export const awaited = <One>(all: readonly One[], waitsFor: (one: One, other: One) => boolean): Awaited<One> => {
  const known = new Map(all.map((one) => [one, new Set(all.filter((other) => other !== one && waitsFor(one, other)))]));
  const none = new Set<One>();
  return { of: (one) => known.get(one) ?? none };
};

/**
 * The first of those that wait for each other, however many are between, and for nothing else among them: a circle, or one that
 * waits for nothing. Whatever waits for a circle, and is not in it, is in none of these.
 */
export const circleIn = <One>(all: readonly One[], waiting: Awaited<One>): readonly One[] => {
  const reached = new Map(all.map((one) => [one, reach(one, new Set(all), waiting)]));
  const first = all.find((one) => [...(reached.get(one) ?? [])].every((other) => reached.get(other)?.has(one)));
  return first === undefined ? [] : all.filter((one) => one === first || reached.get(first)?.has(one));
};

/** Those that wait for each other in a circle, each with the others of its circle. */
export const circlesAmong = <One>(all: readonly One[], waiting: Awaited<One>): readonly (readonly One[])[] => {
  const within = new Set(all);
  const reached = new Map(all.map((one) => [one, reach(one, within, waiting)]));
  const isWith = (one: One, other: One): boolean =>
    reached.get(one)?.has(other) === true && reached.get(other)?.has(one) === true;
  const members = all.filter((one) => isWith(one, one));
  return members
    .filter((one, place) => !members.slice(0, place).some((earlier) => isWith(one, earlier)))
    .map((one) => members.filter((other) => isWith(one, other)));
};

/** All that one waits for, and what that waits for; itself only where that leads back. */
const reach = <One>(from: One, within: ReadonlySet<One>, waiting: Awaited<One>): ReadonlySet<One> => {
  const found = new Set<One>();
  const queue = [from];
  for (let next = queue.pop(); next !== undefined; next = queue.pop())
    for (const one of waiting.of(next))
      if (within.has(one) && !found.has(one)) {
        found.add(one);
        queue.push(one);
      }
  return found;
};
