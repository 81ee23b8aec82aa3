import '../builders/fixed-seed.js';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { defectsOf, fullConfig, sync } from './configurations.js';

describe('A defect is said with its line and what to do', () => {
  it.each([
    ['nothing at all', '', ':1: The file is empty. octosync init writes one.'],
    ['only comments', '# nothing\n', ':1: The file is empty.'],
    ['no map', '- a\n', ':1: the file is no map'],
    ['an unknown section', 'instance: {}\n', ':1: There is no key "instance" in the file. Did you mean "instances"?'],
    [
      'an unknown key of a sync',
      sync('presets: mirrored'),
      ':5: There is no key "presets" in sync "main". Did you mean "preset"?',
    ],
    [
      'an unknown option',
      sync('options:\n  overwriteExistingVariable: true'),
      ':6: There is no option "overwriteExistingVariable". Did you mean "overwriteExistingVariables"?',
    ],
    ['an option like none', sync('options:\n  xyzzy: true'), ':6: There is no option "xyzzy". See docs/options.md.'],
    [
      'an unknown type to select',
      sync('select:\n  proyects: all'),
      ':6: There is no type "proyects" to select. Did you mean "projects"?',
    ],
    [
      'an unknown type to map',
      sync('map:\n  enviroments: { A: B }'),
      ':6: Names of "enviroments" cannot be mapped. Did you mean "environments"?',
    ],
    [
      'an unknown gate',
      sync('gates:\n  max-change: 3'),
      ':6: There is no gate "max-change". Did you mean "max-changes"?',
    ],
    [
      'an unknown preset',
      sync('preset: mirror'),
      ':5: There is no preset "mirror". Did you mean mirrored? There are: dev-test-to-staging-prod, mirrored, main-to-production-only.',
    ],
    [
      'a value that is none',
      sync('options:\n  existingSteps: maybe'),
      ':6: "maybe" is no value of existingSteps. Use one of: leave, update.',
    ],
    [
      'yes for true',
      sync('options:\n  cloneProjectLogos: yes'),
      ':6: "yes" is no value of cloneProjectLogos. Use one of: true, false.',
    ],
    [
      'a list for a value',
      sync('options:\n  existingSteps: [leave]'),
      ':6: existingSteps has no value. Write one, or remove the line.',
    ],
    ['an option without a value', sync('options:\n  existingSteps:'), ':6: existingSteps has no value.'],
    [
      'a gate that is no number',
      sync('gates:\n  max-changes: many'),
      ':6: "many" is no value of max-changes. Use a whole number, or none.',
    ],
    [
      'the same option by two names',
      sync('options:\n  existingSteps: leave\n  ExistingSteps: update'),
      ':7: "ExistingSteps" is set already, at octosync.yml:6. Keep one of the two.',
    ],
    [
      'dependencies twice',
      sync('dependencies: include\noptions:\n  dependencies: require'),
      ':7: "dependencies" is set already, at octosync.yml:5.',
    ],
    [
      'the same type by two names',
      sync('select:\n  teams: all\n  SpaceTeamsToClone: all'),
      ':7: "SpaceTeamsToClone" is selected already, at octosync.yml:6.',
    ],
    ['a filter with no text', sync('select:\n  projects:'), ':6: projects has no text.'],
    [
      'a number for a name',
      sync('select:\n  projects: [1.10]'),
      ':6: An item of projects is 1.10, bare. Put it in quotes',
    ],
    ['no, bare, for a name', sync('map:\n  environments: { no: Norway }'), ':6: A key is no, bare. Put it in quotes'],
    ['true, bare, for a name', sync('select:\n  projects: true'), ':6: projects is true, bare. Put it in quotes'],
    [
      'a bare exclamation mark',
      sync('select:\n  projects: !Old'),
      ':6: YAML takes a bare "!" for a tag. A filter that begins with ! stands in quotes: "!QA".',
    ],
    ['a bare asterisk', sync('select:\n  projects: *'), ':6: YAML takes a bare "*" for an alias.'],
    [
      'an asterisk and letters, bare',
      sync('select:\n  projects: *Api'),
      ':6: There is no anchor "Api". A filter that begins with * stands in quotes.',
    ],
    [
      'a certificate by wildcard',
      sync('select:\n  certificates: Web*'),
      ':6: "Web*" cannot select certificates: each one is named',
    ],
    [
      'a certificate with its password',
      sync('select:\n  certificates: Web::hunter2'),
      ':6: A filter of certificates holds "::" and what may be a password.',
    ],
    [
      'several names for what is no project',
      sync('map:\n  environments: { Test: [A, B] }'),
      ':6: Only a project is mapped to several names.',
    ],
    [
      'a wildcard in a mapping',
      sync('map:\n  environments: { "Test*": A }'),
      ':6: "Test*" is no name: mappings have no wildcards.',
    ],
    [
      'a name mapped twice',
      sync('map:\n  environments:\n    Test: A\n    test: B'),
      ':8: "Test" is mapped already, at octosync.yml:7.',
    ],
    [
      'a parent without children',
      sync('parentProjectName: Base'),
      ':5: parentProjectName and childProjectsToSync belong together.',
    ],
    [
      'an override of everything',
      sync('overrides:\n  - options: { existingSteps: update }'),
      ':6: This override matches nothing in particular.',
    ],
    ['an override without options', sync('overrides:\n  - match: { project: A }'), ':6: This override sets no option.'],
    [
      'an override by an unknown field',
      sync('overrides:\n  - match: { projects: A }\n    options: { existingSteps: update }'),
      ':6: There is no key "projects" in match. Did you mean "project"?',
    ],
    [
      'an override of an unknown type',
      sync('overrides:\n  - match: { type: project }\n    options: { existingSteps: update }'),
      ':6: There is no type "project". Did you mean "projects"?',
    ],
    [
      'an override of what holds for the whole',
      sync('overrides:\n  - match: { project: A }\n    options: { dependencies: include }'),
      ':7: "dependencies" is about the whole changeset and cannot be overridden.',
    ],
    ['overrides that are no list', sync('overrides:\n  match: { project: A }'), ':6: overrides is no list.'],
    ['a sync without source', 'syncs:\n  main:\n    destination: b', ':3: There is no source in sync "main".'],
    ['no syncs', 'syncs:\n', ':1: There are no syncs.'],
    [
      'an unknown instance',
      `instances: { alpha: { url: https://a.example.com }, b: { url: https://b.example.com } }\n${sync('').replace('source: a', 'source: alfa')}`,
      ':4: There is no instance "alfa". Did you mean "alpha"?',
    ],
    [
      'a key in the file',
      'instances:\n  dev:\n    url: https://a.example.com\n    apiKey: API-SECRET',
      ':4: There is no key "apiKey" in instance "dev". An API key is in no file',
    ],
    [
      'a key for the name of a variable',
      'instances:\n  dev:\n    url: https://a.example.com\n    apiKeyEnv: API-ABCDEFGHIJKLMNOPQRSTUVWXYZ',
      ':4: apiKeyEnv names no environment variable.',
    ],
    [
      'a key in a URL',
      'instances:\n  dev:\n    url: https://me:secret@a.example.com',
      ':3: url is no URL of a server.',
    ],
    [
      'a ref that is none',
      'instances:\n  dev:\n    url: https://a.example.com\n    gitRefs:\n      OctoFX: feature/*',
      ':5: "feature/*" is no branch, tag or commit. Write it like main or refs/tags/v1.',
    ],
    [
      'a ref without text',
      'instances:\n  dev:\n    url: https://a.example.com\n    gitRefs:\n      OctoFX:',
      ':5: The ref of "OctoFX" has no text.',
    ],
    [
      'two refs of one project',
      'instances:\n  dev:\n    url: https://a.example.com\n    gitRefs:\n      OctoFX: main\n      octofx: release',
      ':6: A ref for "octofx" is named already.',
    ],
    [
      'all for every project',
      'instances:\n  dev:\n    url: https://a.example.com\n    gitRefs: { all: main }',
      `:4: "all" is taken for the name of a project here. Write '*' for all of them.`,
    ],
    [
      'a list of refs',
      'instances:\n  dev:\n    url: https://a.example.com\n    gitRefs: [main]',
      ':4: gitRefs is no map of keys and values.',
    ],
    ['no URL', 'instances:\n  dev:\n    url: dev.example.com', ':3: url is no URL of a server.'],
    ['a server without URL', 'instances:\n  dev: { space: A }', ':2: There is no url in instance "dev".'],
    [
      'neither true nor false',
      'instances:\n  dev: { url: https://a.example.com, insecureHttp: "true" }',
      ':2: insecureHttp is neither true nor false.',
    ],
    [
      'a key that is there twice',
      sync('preset: mirrored\npreset: mirrored'),
      ':6: This key is in the map already. Keep one of the two.',
    ],
    ['a tab', 'syncs:\n\tmain:\n', ':2: A tab'],
    ['a truncated map', sync('select: { projects: all'), ': This is no YAML'],
    ['a truncated text', sync('select:\n  projects: "Octo'), ': This is no YAML'],
    ['two documents', `${sync('')}\n---\nsyncs:\n`, ': The file holds several documents.'],
    [
      'an anchor bomb',
      `a: &a [x,x,x,x,x,x,x,x,x,x]\n${'bcdefgh'
        .split('')
        .map(
          (name, index) =>
            `${name}: &${name} [${Array.from({ length: 10 }, () => `*${'abcdefgh'[index] ?? ''}`).join()}]`,
        )
        .join('\n')}`,
      ':1: The aliases of this file would grow it beyond measure.',
    ],
  ])('%s', (_, text, expected) => {
    expect(defectsOf(text).join('\n')).toContain(expected);
  });

  it('and all of them are said at once, in the order of the file', () => {
    const text = sync('preset: mirror\nselect:\n  proyects: all\noptions:\n  existingSteps: maybe');
    expect(defectsOf(text).map((defect) => /:(\d+):/.exec(defect)?.[1])).toEqual(['5', '7', '9']);
  });

  it('without repeating what may be a secret', () => {
    const secrets = ['API-ABCDEFGHIJKLMNOPQRSTUVWXYZ', 'hunter2', 'me:secret'];
    const text = `instances:
  one: { url: https://me:secret@a.example.com }
  two:
    url: https://a.example.com
    apiKeyEnv: API-ABCDEFGHIJKLMNOPQRSTUVWXYZ
  three:
    url: https://a.example.com
    apiKey: API-ABCDEFGHIJKLMNOPQRSTUVWXYZ
${sync('select:\n  certificates: "Web::hunter2"')}`;
    const said = defectsOf(text).join('\n');
    expect(defectsOf(text)).toHaveLength(6);
    for (const secret of secrets) expect(said).not.toContain(secret);
  });

  it('even in a file that ends anywhere', () => {
    const cut = Array.from(fullConfig, (_, end) => fullConfig.slice(0, end));
    // Only UsageErrors come back as defects: anything else would be thrown.
    const defects = cut.flatMap(defectsOf);
    expect(defects.filter((defect) => !/^octosync\.yml(:\d+)?: .+[.?] .+[.?]$/.test(defect))).toEqual([]);
    expect(cut.filter((text) => endsInside(text) && defectsOf(text).length === 0)).toEqual([]);
    expect(cut.filter(endsInside).length).toBeGreaterThan(100);
  });

  it('even in a file in which a character is wrong', () => {
    fc.assert(
      fc.property(
        fc.nat(fullConfig.length - 1),
        fc.constantFrom(...Array.from('\t\n:-{}[]"\'*&!#|>%@,?')),
        (at, character) => {
          const text = fullConfig.slice(0, at) + character + fullConfig.slice(at + 1);
          const unplaced = defectsOf(text).filter((defect) => !/^octosync\.yml:\d+: .|^and \d+ more/.test(defect));
          expect(unplaced).toEqual([]);
        },
      ),
    );
  });
});

/** Whether a text ends before a bracket, a brace or a quote is closed: that is no YAML. */
const endsInside = (text: string): boolean => {
  const count = (pattern: RegExp): number => text.match(pattern)?.length ?? 0;
  return count(/"/g) % 2 === 1 || count(/[[{]/g) > count(/[\]}]/g);
};
