import { describe, expect, it } from 'vitest';
import { mergeField } from '../../src/diff/decide/merge-fields.js';
import { sameScope } from '../../src/diff/decide/pair-variables.js';
import { settleOn } from '../../src/diff/decide/settle.js';
import type { JsonObject } from '../../src/model/json.js';
import { documentIn, sync } from '../builders/outcome.js';
import { settings, space } from '../builders/space.js';

/* Whoever wrote a file, and in which order its fields: an object says the same. */

const one: JsonObject = { $reference: { type: 'channels', names: ['Other', 'QA'] } };
const same: JsonObject = { $reference: { names: ['Other', 'QA'], type: 'channels' } };

describe('Values whose fields stand in another order are the same', () => {
  it('for a list without an order, which stays as the destination has it', () => {
    const current = { Members: [same, 'x'] };
    expect(settleOn({ Members: { kind: 'set' } }, { Members: ['x', one] }, current)['Members']).toBe(current.Members);
  });

  it('for a list to which only new members are added', () => {
    expect(mergeField('addMembers', [one, 'x'], [same])).toEqual([same, 'x']);
  });

  it('for the scope of a variable', () => {
    expect(sameScope({ Scope: { Channel: ['a', one] } }, { Scope: { Channel: [same, 'A'] } })).toBe(true);
  });
});

describe('A list of references', () => {
  it('stands in a changeset in the order in which the next snapshot has it', () => {
    const on = (installation: string) =>
      space(installation).project('Other').channel('QA').project('OctoFX').channel('QA');
    const source = on('dev').step('A', { action: { Channels: ['QA', one] } });
    const { after } = sync(source.build(), on('prod').build(), settings());
    expect(documentIn(after, 'deploymentProcesses', 'OctoFX')).toMatchObject({
      Steps: [{ Actions: [{ Channels: ['QA', one] }] }],
    });
  });
});
