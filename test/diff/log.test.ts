import { describe, expect, it } from 'vitest';
import { diff, type DiffEvent } from '../../src/diff/index.js';
import { settings, space } from '../builders/space.js';

/** A value that is for two environments, of which the destination has one, and a value that it has none of. */
const compared = () => {
  const source = space('dev')
    .environments('Development', 'Test')
    .project('OctoFX')
    .variable('Host', 'a.example.com', { Environment: ['Development', 'Test'] })
    .variable('Debug', 'true', { Environment: ['Development'] })
    .build();
  const destination = space('prod').environments('Test', 'Production').project('OctoFX').build();
  const asked = settings({}, { projects: 'all' });
  const heard: DiffEvent[] = [];
  const logged = diff(source, destination, asked, {}, undefined, (event) => heard.push(event));
  return { heard, logged, silent: diff(source, destination, asked) };
};

describe('The log of a comparison (rules log-diff)', () => {
  it('tells which name was found as which item, and which was not, once each', () => {
    const lookups = compared().heard.filter(({ kind }) => kind === 'lookup');
    const of = { kind: 'lookup', for: 'projectVariables/OctoFX', types: ['environments'] };
    expect(lookups).toContainEqual({ ...of, name: 'Test', found: ['Test'] });
    expect(lookups).toContainEqual({ ...of, name: 'Development', found: [] });
    expect(new Set(lookups.map((one) => JSON.stringify(one))).size).toBe(lookups.length);
  });

  it('tells what a scope was before and after', () => {
    expect(compared().heard).toContainEqual(
      expect.objectContaining({ kind: 'scope', before: ['Development', 'Test'], after: ['Test'] }),
    );
  });

  it('tells what became of each item and part, and which rule with which value decided it', () => {
    const { heard } = compared();
    expect(heard).toContainEqual(
      expect.objectContaining({ kind: 'decided', id: 'projectVariables/OctoFX', became: 'update' }),
    );
    expect(heard).toContainEqual(
      expect.objectContaining({
        kind: 'decided',
        became: 'skipped',
        part: expect.stringContaining('Debug') as unknown,
        rules: expect.arrayContaining([
          expect.objectContaining({ rule: 'variableEnvironmentScopingMatch' }),
        ]) as unknown,
      }),
    );
  });

  it('has no value, and changes nothing of the changeset', () => {
    const { heard, logged, silent } = compared();
    expect(JSON.stringify(heard)).not.toContain('a.example.com');
    expect(logged).toEqual(silent);
  });
});
