// A space of any size as the documents an Octopus Server would answer with: the same sizes give the same bytes.
import { emptySpace } from '../../build/sandbox/server/index.js';
import { numbers } from './numbers.js';
import { project } from './project.js';
import { environment, librarySet, tagSet, tenant } from './shared.js';

/** What a space of the benchmark has, unless a measurement says otherwise. */
export const usual = {
  projects: 1000,
  steps: 10,
  variables: 50,
  channels: 2,
  runbooks: 2,
  tenants: 200,
  librarySets: 10,
  environments: 4,
};

/**
 * The raw documents of a space, by collection. `sizes` overrides parts of `usual`; `edition` is what the edited
 * documents say (two editions differ), `editedEvery` which projects are edited (0: none), `firstId` keeps the IDs of two
 * servers apart.
 */
export const generateSpace = ({ edition = 'old', editedEvery = 0, firstId = 1000, ...sizes } = {}) => {
  const size = { ...usual, ...sizes };
  const empty = emptySpace('2026.3.1');
  const ids = idsFrom(firstId, size);
  const projects = numbers(size.projects).map((number) => {
    const isEdited = editedEvery > 0 && number % editedEvery === 0;
    return project(number, size, ids, isEdited ? edition : 'same');
  });
  const sets = numbers(size.librarySets).map((number) => librarySet(number, ids));
  const tenants = numbers(size.tenants).map((number) => tenant(number, size, ids));
  const from = (field) => projects.flatMap((one) => one[field]);
  return {
    ...empty,
    environments: numbers(size.environments).map((number) => environment(number, ids)),
    tagsets: [tagSet(ids)],
    libraryvariablesets: sets.map(({ set }) => set),
    projects: from('project'),
    channels: from('channels'),
    deploymentprocesses: from('process'),
    runbooks: from('runbooks'),
    runbookProcesses: from('runbookProcesses'),
    variables: [...sets.map(({ variables }) => variables), ...from('variables')],
    tenants: tenants.map(({ document }) => document),
    tenantvalues: tenants.map(({ values }) => values),
  };
};

/** The IDs that documents of one space refer to each other by. */
const idsFrom = (firstId, { environments }) => ({
  of: (prefix, number) => `${prefix}-${firstId + number}`,
  environments: numbers(environments).map((number) => `Environments-${firstId + number}`),
});
