import { expect, it } from 'vitest';
import { emptyPlan, type Plan, type PlannedWrite } from '../../src/diff/plan/planned.js';
import { dropUnneeded } from '../../src/diff/plan/unneeded.js';
import { isTypeName } from '../../src/model/names.js';
import { changeId } from '../builders/brands.js';

const create = (id: string, rule: string, ...dependsOn: readonly string[]): PlannedWrite => {
  const [type = '', ...names] = id.split('/');
  if (!isTypeName(type)) throw new Error(`No type ${type}.`);
  const findings = { reasons: [{ rule, says: '' }], warnings: [], cleanUp: [] };
  const ids = { id: changeId(id), dependsOn: dependsOn.map(changeId) };
  return { ...ids, type, names, order: 1, ...findings, action: 'create', document: {} };
};
const pulled = (id: string, ...dependsOn: readonly string[]) => create(id, 'dependencies', ...dependsOn);
const chosen = (id: string, ...dependsOn: readonly string[]) => create(id, 'select.projects', ...dependsOn);

const dropped = (...writes: readonly PlannedWrite[]) => {
  const plan: Plan = { ...emptyPlan(), writes: [...writes] };
  const { writes: kept, skipped } = dropUnneeded(plan);
  return { kept: kept.map(({ id }) => id), skipped: skipped.map(({ id }) => id) };
};

it('What was brought in stays as long as something needs it', () => {
  const writes = [pulled('teams/QA'), chosen('projects/OctoFX', 'teams/QA')];
  expect(dropped(...writes)).toEqual({ kept: ['teams/QA', 'projects/OctoFX'], skipped: [] });
});

it('What was brought in for nothing leaves, and then what it alone needed', () => {
  const writes = [
    pulled('environments/Test'),
    pulled('lifecycles/Fast', 'environments/Test'),
    chosen('projects/OctoFX'),
  ];
  expect(dropped(...writes)).toEqual({
    kept: ['projects/OctoFX'],
    skipped: ['lifecycles/Fast', 'environments/Test'],
  });
});

it('It leaves with what belongs to it', () => {
  const writes = [
    pulled('libraryVariableSets/Shared'),
    chosen('libraryVariables/Shared', 'libraryVariableSets/Shared'),
  ];
  expect(dropped(...writes)).toEqual({
    kept: [],
    skipped: ['libraryVariableSets/Shared', 'libraryVariables/Shared'],
  });
});

it('What a person selected stays, needed or not', () => {
  expect(dropped(chosen('teams/QA'))).toEqual({ kept: ['teams/QA'], skipped: [] });
});

it('What needs it is not taken for a part of it, where both have one name', () => {
  const writes = [pulled('workerPools/Linux'), chosen('workers/Linux', 'workerPools/Linux')];
  expect(dropped(...writes)).toEqual({ kept: ['workerPools/Linux', 'workers/Linux'], skipped: [] });
});

it('It leaves with all that belongs to it, at every level', () => {
  const writes = [
    pulled('projects/Child'),
    chosen('runbooks/Child/Restart', 'projects/Child'),
    chosen('runbookProcesses/Child/Restart', 'runbooks/Child/Restart'),
    chosen('projects/Other'),
    chosen('runbooks/Other/Restart', 'projects/Other'),
  ];
  expect(dropped(...writes).kept).toEqual(['projects/Other', 'runbooks/Other/Restart']);
});
