import { describe, expect, it } from 'vitest';
import type { JsonObject } from '../../src/model/json.js';
import { documentIn, sync, verdicts } from '../builders/outcome.js';
import { settings, space } from '../builders/space.js';

describe('A runbook gives up an environment in which a trigger of the destination runs it (rules seen-in-diff)', () => {
  const side = (installation: string, runbook: JsonObject) =>
    space(installation).environments('Test', 'Prod').project('Web').runbook('Fix', runbook).runbook('Other');
  const runs = (runbook: string, ...environments: readonly string[]) => ({
    Filter: { FilterType: 'OnceDailySchedule' },
    Action: { ActionType: 'RunRunbook', RunbookId: runbook, EnvironmentIds: environments },
  });
  const specified = (...environments: readonly string[]) => ({
    EnvironmentScope: 'Specified',
    Environments: environments,
  });
  const everywhere = { EnvironmentScope: 'All', Environments: [] };
  const run = (source: JsonObject, here: JsonObject, trigger: JsonObject) =>
    sync(
      side('dev', source).build(),
      side('prod', here).trigger('Nightly', trigger).build(),
      settings({ 'existing.runbooks': 'update' }, { projects: 'all', runbooks: 'Fix' }),
    );

  it.each([
    ['one of two', specified('Test'), specified('Test', 'Prod'), runs('Fix', 'Prod')],
    ['in other letters', specified('Test'), specified('Test', 'Prod'), runs('fix', 'PROD', 'Test')],
    ['all others, where it had all', specified('Test'), everywhere, runs('Fix', 'Prod')],
  ])('is blocked, with the trigger and the way out: %s', (_what, source, here, trigger) => {
    const { changeset } = run(source, here, trigger);
    expect(verdicts(changeset)).toEqual(['blocked runbooks/Web/Fix']);
    const [said] = changeset.blocked.flatMap(({ reasons }) => reasons.map(({ says }) => says));
    expect(said).toMatch(/^The trigger "Nightly" of the destination runs it in "(Prod|PROD)", which this runbook/);
    expect(said).toContain('--existing-runbooks leave');
  });

  it.each([
    ['the trigger runs in what stays', specified('Test'), specified('Test', 'Prod'), runs('Fix', 'Test')],
    ['the trigger runs another runbook', specified('Test'), specified('Test', 'Prod'), runs('Other', 'Prod')],
    ['the trigger ran elsewhere before', specified('Test'), specified('Test'), runs('Fix', 'Prod')],
    [
      'the runbook has all from then on',
      { ...everywhere, Environments: ['Prod'] },
      specified('Prod'),
      runs('Fix', 'Prod'),
    ],
  ])('is no matter where %s', (_what, source, here, trigger) => {
    const { changeset, after } = run({ ...source, Description: 'new' }, { ...here, Description: 'old' }, trigger);
    expect(changeset.blocked).toEqual([]);
    expect(documentIn(after, 'runbooks', 'Web', 'Fix')).toMatchObject({ Description: 'new' });
  });
});
