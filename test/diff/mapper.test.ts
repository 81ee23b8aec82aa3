import { describe, expect, it } from 'vitest';
import { typeNamed } from '../../src/catalogue/index.js';
import { Mapper } from '../../src/diff/select/mapping.js';
import type { ThingName, TypeName } from '../../src/model/names.js';
import type { Mapping } from '../../src/settings/settings.js';

const to = (from: string, ...names: readonly string[]): readonly Mapping[] => [{ from, to: names, origin: 'flag' }];
const mapper = new Mapper({
  environments: to('Test', 'Staging'),
  projects: to('Parent', 'Child A', 'Child B'),
  channels: to('QA', 'Beta'),
  runbooks: to('Restart', 'Bounce'),
  tenantTagSets: to('Ring', 'Wave'),
});

describe('A name of the source is called on the destination (rules names-map)', () => {
  it.each<[string, ThingName, string, readonly string[]]>([
    ['as the map says', 'environments', 'Test', ['Staging']],
    ['whatever its case', 'environments', ' test', ['Staging']],
    ['as it is, where no mapping names it', 'environments', 'Dev', ['Dev']],
    ['as it is, where another type has the mapping', 'tenants', 'Test', ['Test']],
    ['several names', 'projects', 'Parent', ['Child A', 'Child B']],
    ['a tag after its set', 'tags', 'Ring/Early', ['Wave/Early']],
    ['an owner of a process after its runbook', 'processOwners', 'Runbook Restart', ['Runbook Bounce']],
  ])('%s', (_how, type, name, called) => expect(mapper.namesFor(type, name)).toEqual(called));

  it.each<[TypeName, readonly string[], readonly (readonly string[])[]]>([
    ['environments', ['Test'], [['Staging']]],
    ['channels', ['OctoFX', 'QA'], [['OctoFX', 'Beta']]],
    [
      'channels',
      ['Parent', 'QA'],
      [
        ['Child A', 'Beta'],
        ['Child B', 'Beta'],
      ],
    ],
    [
      'runbookProcesses',
      ['Parent', 'Restart'],
      [
        ['Child A', 'Bounce'],
        ['Child B', 'Bounce'],
      ],
    ],
  ])('an item of %s: %j', (type, names, called) => expect(mapper.itemNames(typeNamed(type), names)).toEqual(called));

  it('nothing is mapped where no map is', () => {
    expect(new Mapper({}).itemNames(typeNamed('channels'), ['Parent', 'QA'])).toEqual([['Parent', 'QA']]);
    expect(new Mapper({}).isEmpty).toBe(true);
  });
});
