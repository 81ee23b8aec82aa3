import { expect, it } from 'vitest';
import { settings, space } from '../builders/space.js';
import { subjectIn, subjectUnder } from './subjects.js';

const source = space('dev').project('OctoFX').variable('A', 'x').build();

it('A new item is called as on the source, its parent as on the destination', () => {
  const destination = space('prod').item('projects', ['octofx'], { Name: 'octofx' }).build();
  const { entry, parent, existing } = subjectIn(source, destination, 'channels', 'OctoFX', 'Default');
  expect(entry).toEqual({ id: 'channels/octofx/Default', type: 'channels', names: ['octofx', 'Default'] });
  expect(parent).toMatchObject({ id: 'projects/octofx', item: { names: ['octofx'] } });
  expect(existing).toBeUndefined();
});

it('An item that exists is called as on the destination', () => {
  const destination = space('prod').item('projects', ['OCTOFX'], { Name: 'OCTOFX' }).build();
  expect(subjectIn(source, destination, 'projects', 'OctoFX')).toMatchObject({
    entry: { id: 'projects/OCTOFX', names: ['OCTOFX'] },
    parent: undefined,
    existing: { names: ['OCTOFX'] },
  });
});

it('What there is one of has the names of its parent', () => {
  const { entry, parent } = subjectIn(source, space('prod').build(), 'projectVariables', 'OctoFX');
  expect(entry).toMatchObject({ id: 'projectVariables/OctoFX', names: ['OctoFX'] });
  expect(parent).toEqual({ id: 'projects/OctoFX', names: ['OctoFX'], item: undefined });
});

it('A mapping says what it is looked for under; overrides match the name on the source', () => {
  const origin = 'test';
  const given = settings({}, undefined, {
    map: { projects: [{ from: 'OctoFX', to: ['Child'], origin }] },
    overrides: [{ match: { project: ['OctoFX'] }, options: { existingSteps: { value: 'update', origin } } }],
  });
  const destination = space('prod').project('Child').build();
  const subject = subjectUnder(source, destination, given, 'channels', 'OctoFX', 'Default');
  expect(subject).toMatchObject({ target: ['Child', 'Default'], entry: { id: 'channels/Child/Default' } });
  expect(subject.about).toEqual({ type: 'channels', project: 'OctoFX' });
  expect(subject.settings.options['existingSteps']).toEqual({ value: 'update', origin });
});
