import { describe, expect, it } from 'vitest';
import { options } from '../../src/config/options.js';
import { presetLayer, presetNames, presets } from '../../src/config/presets.js';
import { successors } from '../../src/config/predecessor.js';
import { settle } from '../../src/config/settle.js';
import { useCases } from './use-cases.js';
import { atLeastOne } from '../builders/at-least-one.js';

const flag = (option: string, value: string) => ({ options: { [option]: { value, origin: 'flag' } } });

describe('Presets', () => {
  it.each(atLeastOne(presetNames))('%s holds options that there are, with values they have', (name) => {
    const settled = settle(presetLayer(name)).options;
    for (const [option, value] of atLeastOne(Object.entries(presets[name]))) {
      expect(options.map((one) => one.name)).toContain(option);
      expect(settled[option]).toEqual({ value, origin: `preset ${name}` });
    }
  });

  it.each(atLeastOne(presetNames))('%s takes over the content of existing steps', (name) => {
    expect(settle(presetLayer(name)).options['existingSteps']?.value).toBe('update');
  });

  // What the Space Cloner had no option for: it took over steps, and scopes as the source has them, and knew no base.
  const octosyncs = new Set(['existingSteps', 'destinationOnlyScope', 'follow', 'removals', 'renames']);

  it('mirrored drops members of scopes that the source does not have; the others keep them (rules scope-own-stays)', () => {
    const values = presetNames.map((name) => settle(presetLayer(name)).options['destinationOnlyScope']?.value);
    expect(values).toEqual(presetNames.map((name) => (name === 'mirrored' ? 'drop' : 'keep')));
  });

  it.each([
    ['dev-test-to-staging-prod', 'report', 'report'],
    ['mirrored', 'apply', 'follow'],
    ['main-to-production-only', 'report', 'report'],
  ])(
    '%s follows what the source has changed since the base, removals: %s, renames: %s (rules three-way-presets)',
    (name, removals, renames) => {
      const { options: settled, gates } = settle(presetLayer(name));
      expect(settled['follow']?.value).toBe('changes');
      expect([settled['removals']?.value, settled['renames']?.value]).toEqual([removals, renames]);
      // A mirror takes both, and a person still has to allow them.
      expect([gates['removals']?.value, gates['renames']?.value]).toEqual(['refuse', 'refuse']);
    },
  );

  it.each(atLeastOne(presetNames))(
    '%s says what the list of its use case says, and no more (rules option-preset)',
    (name) => {
      const listed = Object.entries(useCases[name] ?? {}).map(([parameter, value]) => {
        const successor = successors.get(parameter.toLowerCase());
        return [successor?.kind === 'option' ? successor.option : parameter, value.toLowerCase()];
      });
      const ours = Object.entries(settle(presetLayer(name)).options)
        .filter(([option, { origin }]) => origin !== 'default' && !octosyncs.has(option))
        .map(([option, { value }]) => [option, value.toLowerCase()]);
      expect(Object.fromEntries(ours)).toEqual(Object.fromEntries(listed));
    },
  );

  it('leave the default where their list says nothing', () => {
    expect(settle(presetLayer('main-to-production-only')).options['infrastructureTenantTagScopingMatch']).toEqual({
      value: 'SkipUnlessPartialMatch',
      origin: 'default',
    });
  });

  it('that there are not are an error that lists those there are', () => {
    expect(() => presetLayer('toString')).toThrow('There is no preset "toString".');
  });
});

describe('Layers (rules option-precedence)', () => {
  const preset = presetLayer('mirrored');
  const file = {
    options: {
      processCloningOption: { value: 'KeepAdditionalDestinationSteps', origin: 'octosync.yml:9' },
      cloneTenantLogos: { value: 'false', origin: 'octosync.yml:10' },
    },
  };
  const settled = settle(preset, file, flag('cloneTenantLogos', 'true')).options;

  it.each([
    ['the preset wins over the default', 'existingSteps', 'update', 'preset mirrored'],
    ['the file wins over the preset', 'processCloningOption', 'KeepAdditionalDestinationSteps', 'octosync.yml:9'],
    ['a flag wins over the file', 'cloneTenantLogos', 'true', 'flag'],
    ['what nobody says is the default', 'variableScopeChanges', 'update', 'default'],
  ])('%s', (_, option, value, origin) => {
    expect(settled[option]).toEqual({ value, origin });
  });
});
