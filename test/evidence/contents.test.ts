import { describe, expect, it } from 'vitest';
import { UsageError } from '../../src/model/errors.js';
import { Secrets } from '../../src/octopus/known-secrets.js';
import { redact } from '../../src/octopus/redact.js';
import { atLeastOne } from '../builders/at-least-one.js';
import { besideOf, bundleFrom, changesetNamed, check, filesOf, textIn } from './bundle.js';

const beside = besideOf(changesetNamed('Dev', 'Test'));
const secret = 'hunter2-and-more';
const secrets = new Secrets([secret]);
const hiding = {
  areIn: (text: string) => secrets.areIn(text),
  redact: (value: Parameters<typeof redact>[0]) => redact(value, secrets),
};

describe('What goes into a bundle (rules evidence-content)', () => {
  it('has the line ends that it was written with, whatever a checkout made of them', async () => {
    const windows = Object.fromEntries(
      [...filesOf(beside)].map(([name, bytes]) => [name, Buffer.from(bytes).toString('utf8').replaceAll('\n', '\r\n')]),
    );
    const { bytes } = await bundleFrom(windows);
    expect(Buffer.compare(bytes, (await bundleFrom(beside)).bytes)).toBe(0);
  });

  it('has no secret of the log, be it known or said to be one', async () => {
    const log = [
      { kind: 'answered', path: `/api/x?q=${encodeURIComponent(secret)}`, responseBody: { Note: `It is ${secret}.` } },
      { kind: 'answered', requestBody: { Password: { NewValue: 'another one' }, Name: 'kept' } },
    ];
    const lines = `${log.map((line) => JSON.stringify(line)).join('\n')}\nno JSON: ${secret}\n`;
    const { bytes } = await bundleFrom({ ...beside, 'changeset.log.jsonl': lines }, hiding);
    expect(textIn(bytes, 'changeset.log.jsonl')).toMatch(/It is \*\*\*\.[^]*kept[^]*no JSON: \*\*\*/);
    for (const raw of [secret, 'another one']) expect(Buffer.from(bytes).includes(raw)).toBe(false);
    expect((await check(bytes)).failures).toEqual([]);
  });

  it.each(atLeastOne(Object.keys(beside).filter((name) => name !== 'changeset.log.jsonl')))(
    'is refused where %s holds a secret, which is not repeated',
    async (name) => {
      const text = Buffer.from(filesOf(beside).get(name) ?? []).toString('utf8');
      const held = { ...beside, [name]: text.replace('{', `{"note": "${secret}",`) };
      const error: unknown = await bundleFrom(held, hiding).catch((thrown: unknown) => thrown);
      expect(error).toBeInstanceOf(UsageError);
      expect(error).toMatchObject({ where: name });
      expect(JSON.stringify(error)).not.toContain(secret);
    },
  );
});
