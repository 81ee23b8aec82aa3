import { describe, expect, it } from 'vitest';
import { NotSentError, writeSlots } from '../../src/apply/write-slots.js';
import type { OctopusClient } from '../../src/octopus/index.js';

/** A client whose writes end when they are told to; anything else fails. */
const heldClient = () => {
  const sent: string[] = [];
  const ends: (() => void)[] = [];
  const client = {
    about: () => client,
    put: async (route: string) => {
      sent.push(route);
      await new Promise<void>((resolve) => ends.push(resolve));
      return {};
    },
  } as unknown as OctopusClient;
  return { client, sent, ends };
};

describe('Writes in their turn', () => {
  it('are no more at once than there are slots', async () => {
    const { client, sent, ends } = heldClient();
    const slotted = writeSlots(2, undefined).through(client);
    const all = Promise.all(['a', 'b', 'c'].map((route) => slotted.about('x').put(route, {})));
    await Promise.resolve();
    expect(sent).toEqual(['a', 'b']);
    while (ends.length > 0 || sent.length < 3) {
      ends.shift()?.();
      await new Promise((resolve) => setImmediate(resolve));
    }
    await all;
    expect(sent).toEqual(['a', 'b', 'c']);
  });

  it('that had none before an interruption are not sent; those under way are finished', async () => {
    const { client, sent, ends } = heldClient();
    const interruption = new AbortController();
    const slotted = writeSlots(1, interruption.signal).through(client);
    const first = slotted.put('a', {});
    const second = slotted.put('b', {});
    interruption.abort();
    ends.shift()?.();
    expect(await first).toEqual({});
    await expect(second).rejects.toThrow(NotSentError);
    expect(sent).toEqual(['a']);
  });
});
