import { describe, expect, it } from 'vitest';
import type { GivenSettings } from '../../src/settings/settings.js';
import { actionIn, documentIn, stepsIn, sync, variablesIn, verdicts, warned } from '../builders/outcome.js';
import { settings, space } from '../builders/space.js';

/**
 * "Sync multiple instances", Lifecycles and Channels: a lifecycle and a channel for QA, a manual intervention and a
 * variable value scoped to that channel. The destination has Staging and Production.
 */
const source = space('source')
  .environments('Development', 'Test', 'Staging', 'Production')
  .lifecycle('Default Lifecycle', ['Development'], ['Test'], ['Staging'], ['Production'])
  .lifecycle('QA Lifecycle', ['Development'], ['Test'])
  .project('OctoFX')
  .channel('QA', { LifecycleId: 'QA Lifecycle' })
  .step('Deploy')
  .step('QA sign-off', { channels: ['QA'], action: { ActionType: 'Octopus.Manual' } })
  .variable('Suite', 'smoke')
  .variable('Suite', 'everything', { Channel: ['QA'] })
  .build();

const destination = space('destination')
  .environments('Staging', 'Production')
  .lifecycle('Default Lifecycle', ['Staging'], ['Production'])
  .project('OctoFX')
  .step('Deploy')
  .build();

/** "It makes sense to include the Default lifecycle and channel and exclude the QA lifecycle and channel". */
const withoutQa = { projects: 'all', lifecycles: 'all,!QA Lifecycle', channels: 'all,!QA' };
const run = (options: Readonly<Record<string, string>> = {}, more: GivenSettings = {}, select = withoutQa) =>
  sync(source, destination, settings(options, select, more));

describe('Excluding the QA lifecycle and channel (sync-multiple-instances, Lifecycles and Channels)', () => {
  it('neither appears, and what is scoped to the channel is skipped with the reason', () => {
    const { changeset } = run();
    expect(verdicts(changeset)).toEqual([
      'update projectVariables/OctoFX',
      'left lifecycles/Default Lifecycle',
      'skipped step "QA sign-off" of deploymentProcesses/OctoFX',
      'skipped variable "Suite" (channel: QA) of projectVariables/OctoFX',
    ]);
    expect(changeset.skipped.map(({ reasons }) => reasons[0]?.rule)).toEqual([
      'processChannelScopingMatch',
      'variableChannelScopingMatch',
    ]);
  });

  it('"What if the step ran an E2E test that QA wants to run on the other instance?": IgnoreMismatch for that step', () => {
    const options = { processChannelScopingMatch: { value: 'IgnoreMismatch', origin: 'octosync.yml:3' } };
    const { changeset, after } = run({}, { overrides: [{ match: { step: ['QA sign-off'] }, options }] });
    expect(stepsIn(after, 'OctoFX')).toEqual(['Deploy', 'QA sign-off']);
    expect(actionIn(after, 'OctoFX', 'QA sign-off')['Channels']).toEqual([]);
    expect(warned(changeset, 'scope-widened')).toEqual(['deploymentProcesses/OctoFX /Steps/1/Actions/0/Channels']);
  });

  it('"Should that value be synced across or something else?": another channel takes the place of QA', () => {
    const { after } = run({}, { map: { channels: [{ from: 'QA', to: ['Default'], origin: 'flag' }] } });
    expect(actionIn(after, 'OctoFX', 'QA sign-off')['Channels']).toEqual(['Default']);
    expect(variablesIn(after, 'OctoFX')).toEqual(['Suite = smoke', 'Suite = everything (Channel: Default)']);
  });

  it('… or an unscoped value, which collapses into the one there is already', () => {
    const { changeset, after } = run({ variableChannelScopingMatch: 'IgnoreMismatch' });
    expect(variablesIn(after, 'OctoFX')).toEqual(['Suite = smoke']);
    expect(changeset.skipped.map(({ part }) => part)).toContain('variable "Suite" (channel: QA)');
  });
});

describe('Excluding only the lifecycle', () => {
  it('blocks the channel, which needs it', () => {
    const { changeset } = run({}, {}, { ...withoutQa, channels: 'all' });
    expect(changeset.blocked).toMatchObject([
      { id: 'channels/OctoFX/QA', missing: [{ type: 'lifecycles', name: 'QA Lifecycle', at: '/LifecycleId' }] },
    ]);
    // What is scoped to a channel that does not come is skipped, as if it had been excluded.
    expect(changeset.skipped.map(({ part }) => part)).toEqual(['step "QA sign-off"', 'variable "Suite" (channel: QA)']);
  });
});

describe('Different environments mean different lifecycles', () => {
  const bare = space('destination').environments('Staging', 'Production').build();

  it('a new lifecycle: Development and Test leave it; two phases without environments are an error', () => {
    const { changeset } = sync(source, bare, settings({}, { lifecycles: 'QA Lifecycle' }));
    expect(changeset.errors.map(({ id }) => id)).toEqual(['lifecycles/QA Lifecycle']);
  });

  it('NeverCloneLifecyclePhases: the lifecycle comes without any phase, and a person is told', () => {
    const options = { overwriteExistingLifecyclesPhases: 'NeverCloneLifecyclePhases' };
    const { changeset, after } = sync(source, bare, settings(options, { lifecycles: 'QA Lifecycle' }));
    expect(documentIn(after, 'lifecycles', 'QA Lifecycle')).not.toHaveProperty('Phases');
    expect(changeset.changes[0]?.cleanUp).toMatchObject([{ kind: 'check', at: '/Phases' }]);
  });

  it('an existing lifecycle keeps its phases', () => {
    const { changeset, after } = sync(source, destination, settings({}, { lifecycles: 'Default Lifecycle' }));
    expect(after).toEqual(destination);
    expect(changeset.left).toMatchObject([{ id: 'lifecycles/Default Lifecycle' }]);
  });
});
