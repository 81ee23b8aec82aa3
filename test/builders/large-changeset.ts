import type { Changeset } from '../../src/changeset/changeset.js';
import { diff } from '../../src/diff/index.js';
import { settings, space, type SpaceBuilder } from './space.js';

/**
 * The changeset of two spaces with `projects` projects, four or five changes each; always the same. Every third project has a
 * secret that the destination lacks, every fourth loses a step of the destination, every fifth a scope. 488 projects make
 * 2,002 changes.
 */
export const largeChangeset = (projects: number): Changeset => {
  const source = space('dev').environments('Dev', 'Prod').tenant('North').tenant('South');
  const destination = space('prod').environments('Prod');
  for (let number = 1; number <= projects; number += 1) {
    const isNew = number % 10 === 0;
    addToSource(source, number);
    if (!isNew) addToDestination(destination, number);
  }
  return diff(
    source.build(),
    destination.build(),
    settings(
      {
        variableEnvironmentScopingMatch: 'IgnoreMismatch',
        processCloningOption: 'SourceOnly',
        existingSteps: 'update',
        overwriteExistingVariables: 'true',
      },
      { projects: 'all', tenants: 'all' },
    ),
  );
};

const nameOf = (number: number): string => `Project ${String(number).padStart(4, '0')}`;

const addToSource = (builder: SpaceBuilder, number: number): void => {
  builder.project(nameOf(number)).step('Deploy', { script: scriptOf('new', number) });
  builder.variable('Timeout', String(number + 1)).variable('Url', `https://${number}.example.com/new`);
  if (number % 3 === 0) builder.secret(`Token ${number}`);
  if (number % 5 === 0) builder.variable(`Only Dev ${number}`, 'x', { Environment: ['Dev'] });
  builder.channel('Hotfix').runbook('Restart');
};

const addToDestination = (builder: SpaceBuilder, number: number): void => {
  builder.project(nameOf(number)).step('Deploy', { script: scriptOf('old', number) });
  if (number % 4 === 0) builder.step(`Own ${number}`);
  builder.variable('Timeout', String(number)).variable('Url', `https://${number}.example.com/old`);
};

const scriptOf = (age: string, number: number): string =>
  Array.from({ length: 30 }, (_, line) =>
    line === 15 ? `Write-Output '${age} ${number}'` : `Write-Output 'line ${line}'`,
  ).join('\n');
