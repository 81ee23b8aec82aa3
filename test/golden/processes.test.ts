import { describe, expect, it } from 'vitest';
import type { GivenSettings } from '../../src/settings/settings.js';
import { canonicalFile } from '../../src/model/canonical.js';
import { actionIn, stepsIn, sync, verdicts, warned } from '../builders/outcome.js';
import { settings, space } from '../builders/space.js';

describe('Deployment and Runbook Process Cloning (how-matching-works)', () => {
  // "I added a new step": the second one. "My destination deployment process has a new step on the end".
  const source = space('source')
    .project('OctoFX')
    .step('Deploy Database', { script: 'new' })
    .step('Verify Database')
    .step('Deploy Web')
    .build();
  const destination = space('destination')
    .project('OctoFX')
    .step('Deploy Database', { script: 'old' })
    .step('Deploy Web')
    .step('Notify Operations')
    .build();

  it('the new step is added in its place, the additional one stays, existing ones are as they were', async () => {
    const { changeset, after } = sync(source, destination, settings());
    expect(stepsIn(after, 'OctoFX')).toEqual(['Deploy Database', 'Verify Database', 'Deploy Web', 'Notify Operations']);
    expect(actionIn(after, 'OctoFX', 'Deploy Database')).toEqual(actionIn(destination, 'OctoFX', 'Deploy Database'));
    const shown = { ...changeset, options: undefined, digest: undefined };
    await expect(canonicalFile(shown)).toMatchFileSnapshot('how-matching-works/process-added-step.json');
  });

  it('"The source process is the source of truth for step order": additional steps come last', () => {
    const shuffled = space('destination')
      .project('OctoFX')
      .step('Notify Operations')
      .step('Deploy Web')
      .step('Deploy Database')
      .build();
    const { after } = sync(source, shuffled, settings());
    expect(stepsIn(after, 'OctoFX')).toEqual(['Deploy Database', 'Verify Database', 'Deploy Web', 'Notify Operations']);
  });

  it('SourceOnly: "any steps in the destination not on the source to be removed"', () => {
    const { changeset, after } = sync(source, destination, settings({ processCloningOption: 'SourceOnly' }));
    expect(stepsIn(after, 'OctoFX')).toEqual(['Deploy Database', 'Verify Database', 'Deploy Web']);
    expect(warned(changeset, 'step-removed')).toHaveLength(1);
  });

  it('Step Scoping: "IgnoreMismatchOnNewLeaveExistingAlone will leave all existing scoping as-is"', () => {
    const policies = Object.fromEntries(
      ['Environment', 'Channel', 'TenantTag'].map((what) => [
        `process${what}ScopingMatch`,
        'IgnoreMismatchOnNewLeaveExistingAlone',
      ]),
    );
    const on = (installation: string, environment: string, channel: string, tag: string, script: string) =>
      space(installation)
        .environments(environment)
        .tagSet('Ring', tag)
        .project('OctoFX')
        .channel(channel)
        .step('Deploy', { environments: [environment], channels: [channel], tenantTags: [`Ring/${tag}`], script });
    const { after } = sync(
      on('source', 'Dev', 'Dev channel', 'Dev tag', 'new').build(),
      on('destination', 'Prod', 'Prod channel', 'Prod tag', 'old').build(),
      settings({ ...policies, existingSteps: 'update' }, { projects: 'all', channels: '' }),
    );
    expect(actionIn(after, 'OctoFX', 'Deploy')).toMatchObject({
      Environments: ['Prod'],
      Channels: ['Prod channel'],
      TenantTags: ['Ring/Prod tag'],
      Properties: { 'Octopus.Action.Script.ScriptBody': 'new' },
    });
  });
});

describe('The manual intervention scoped to Test (sync-multiple-instances, Deployment and Runbook Processes)', () => {
  const source = space('dev-test')
    .environments('Development', 'Test')
    .project('OctoFX')
    .step('Deploy')
    .step('QA review', { environments: ['Test'], action: { ActionType: 'Octopus.Manual' } })
    .build();
  const destination = space('staging-prod').environments('Staging', 'Production').project('OctoFX').build();

  const run = (options: Readonly<Record<string, string>>, more: GivenSettings = {}) =>
    sync(source, destination, settings(options, { projects: 'all' }, more));
  const asStaging: GivenSettings = { map: { environments: [{ from: 'Test', to: ['Staging'], origin: 'flag' }] } };

  it('"No, QA only runs integration tests in Test": the step is skipped, with the reason', () => {
    const { changeset, after } = run({});
    expect(stepsIn(after, 'OctoFX')).toEqual(['Deploy']);
    expect(changeset.skipped).toMatchObject([
      {
        id: 'deploymentProcesses/OctoFX',
        part: 'step "QA review"',
        reasons: [{ rule: 'processEnvironmentScopingMatch', value: 'SkipUnlessPartialMatch', origin: 'default' }],
      },
    ]);
  });

  it('"It should be cloned but scoped to run in Staging": Test is mapped to Staging', () => {
    const { changeset, after } = run({}, asStaging);
    expect(actionIn(after, 'OctoFX', 'QA review')['Environments']).toEqual(['Staging']);
    expect(changeset.skipped).toEqual([]);
  });

  it('"It should be cloned but configured to run in any environment": IgnoreMismatch, said to be wider', () => {
    const { changeset, after } = run({ processEnvironmentScopingMatch: 'IgnoreMismatch' });
    expect(actionIn(after, 'OctoFX', 'QA review')['Environments']).toEqual([]);
    expect(warned(changeset, 'scope-widened')).toEqual(['deploymentProcesses/OctoFX /Steps/1/Actions/0/Environments']);
    expect(changeset.gates.map(({ gate }) => gate)).toEqual(['scope-widening']);
  });

  it('any of them for this step alone: an override', () => {
    const options = { processEnvironmentScopingMatch: { value: 'IgnoreMismatch', origin: 'octosync.yml:4' } };
    const { after } = run({}, { overrides: [{ match: { project: ['OctoFX'], step: ['QA *'] }, options }] });
    expect(stepsIn(after, 'OctoFX')).toEqual(['Deploy', 'QA review']);
  });

  it('a runbook process follows the same rules', () => {
    const withRunbook = space('dev-test').environments('Test').project('OctoFX').runbook('Restart');
    const action = { Name: 'Ask', ActionType: 'Octopus.Manual', Environments: ['Test'] };
    withRunbook.item('runbookProcesses', ['OctoFX', 'Restart'], { Steps: [{ Name: 'Ask', Actions: [action] }] });
    const { changeset } = sync(withRunbook.build(), destination, settings());
    expect(verdicts(changeset)).toEqual([
      'create runbooks/OctoFX/Restart',
      'skipped step "Ask" of runbookProcesses/OctoFX/Restart',
    ]);
  });
});
