import { describe, expect, it } from 'vitest';
import { options } from '../../src/config/options.js';
import { because, chosen, chosenExisting, limitOf, withChoice } from '../../src/settings/chosen.js';
import { gates, generalOptions } from '../../src/settings/options.js';
import { settings } from '../builders/space.js';

describe('What an option says', () => {
  const given = settings({ existingSteps: 'update', cloneTenantVariables: 'true', overwriteExistingVariables: 'true' });

  it('one of its words', () => {
    expect(chosen(given, 'existingSteps')).toBe('update');
    expect(chosen(given, 'variableScopeChanges')).toBe('update');
  });

  it('whether it is on, where it is a switch', () => {
    expect(chosen(given, 'cloneTenantVariables')).toBe(true);
    expect(chosen(given, 'cloneProjectChannelRules')).toBe(false);
  });

  it('a word, where there is a third one beside true and false', () => {
    expect(chosen(given, 'overwriteExistingVariables')).toBe('true');
  });

  it('its default, where nothing is settled', () => {
    expect(chosen({ options: {} }, 'dependencies')).toBe('require');
    expect(chosen({ options: {} }, 'cloneProjectRunbooks')).toBe(true);
  });
});

it('The reason says the option, its value and where that came from', () => {
  const given = settings({ existingSteps: 'update' });
  const says = 'A sentence.';
  expect(because(given, 'existingSteps', says)).toEqual({
    rule: 'existingSteps',
    value: 'update',
    origin: 'flag',
    says,
  });
  expect(because(given, 'dependencies', says)).toMatchObject({ value: 'require', origin: 'default' });
});

it('A choice that nobody made has the origin default', () => {
  const given = withChoice(settings({ overwriteExistingVariables: 'false' }), 'overwriteExistingVariables', 'true');
  expect(because(given, 'overwriteExistingVariables', '')).toMatchObject({ value: 'true', origin: 'default' });
});

it('Existing items follow as their type is set; otherwise as the declaration says', () => {
  const given = settings({ 'existing.environments': 'update' });
  expect(chosenExisting(given, 'environments', 'leave')).toEqual({ value: 'update', origin: 'flag' });
  expect(chosenExisting(given, 'projectVariables', 'update')).toEqual({ value: 'update', origin: 'default' });
});

it('Each gate has a limit', () => {
  expect(gates.map(({ name }) => `${name}: ${limitOf(settings(), name)}`)).toEqual([
    'scope-widening: refuse',
    'removed-steps: allow',
    'removals: refuse',
    'renames: refuse',
    'deletions: refuse',
    'max-changes: none',
    'max-update-percent: 30',
  ]);
});

it('Every default is one of the values', () => {
  const stray = options.filter(({ values, default: nothingSaid }) => !values.includes(nothingSaid));
  expect(stray.map(({ name }) => name)).toEqual([]);
  expect(options.length).toBeGreaterThan(generalOptions.length);
});
