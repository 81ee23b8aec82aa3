import { describe, expect, it } from 'vitest';
import { typeNamed } from '../../src/catalogue/index.js';
import { existingMode, isOn } from '../../src/diff/select/mode.js';
import type { TypeName } from '../../src/model/names.js';
import { settings } from '../builders/space.js';

type Options = Readonly<Record<string, string>>;

describe('What exists on the destination is left, or follows (rules existing-mode)', () => {
  it.each<[string, TypeName, Options, string, string]>([
    ['by the default of its type', 'environments', {}, 'leave', 'existing.environments'],
    [
      'as its own option says',
      'environments',
      { 'existing.environments': 'update' },
      'update',
      'existing.environments',
    ],
    [
      'by the switch of its type',
      'stepTemplates',
      { overwriteExistingCustomStepTemplates: 'true' },
      'update',
      'overwriteExistingCustomStepTemplates',
    ],
    [
      '… that is off',
      'stepTemplates',
      { overwriteExistingCustomStepTemplates: 'false' },
      'leave',
      'existing.stepTemplates',
    ],
    [
      'its own option wins over the switch',
      'stepTemplates',
      { 'existing.stepTemplates': 'leave', overwriteExistingCustomStepTemplates: 'true' },
      'leave',
      'existing.stepTemplates',
    ],
    ['by the default where nobody can choose', 'projectVariables', {}, 'update', 'existing.projectVariables'],
  ])('%s: %s', (_rule, type, options, value, rule) => {
    expect(existingMode(typeNamed(type), settings(options))).toMatchObject({ value, rule });
  });
});

it.each([
  [undefined, {}, true],
  ['cloneProjectRunbooks', {}, true],
  ['cloneProjectRunbooks', { cloneProjectRunbooks: 'false' }, false],
] as const)('the switch %s with %j is on: %s', (name, options, expected) => {
  expect(isOn(name, settings(options))).toBe(expected);
});
