import { readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { parseConfig } from '../../src/config/config-file.js';
import { starterFromScript } from '../../src/config/from-script.js';
import { presetLayer, presetNames, presets } from '../../src/config/presets.js';
import { settle } from '../../src/config/settle.js';
import { atLeastOne } from '../builders/at-least-one.js';
import { devTest, mainToProduction, mirrored } from './example-commands.js';

const doc = (name: string): Promise<string> => readFile(new URL(`../../docs/${name}`, import.meta.url), 'utf8');
const yamlIn = (text: string): readonly string[] =>
  [...text.matchAll(/```yaml\n([^]*?)```/g)].map(([, block]) => block ?? '');

/** The cells of the rows whose first cell begins with a name in back quotes, without the quotes. */
const rowsIn = (text: string): readonly (readonly string[])[] =>
  [...text.matchAll(/^\| `.*\|$/gm)].map(([row]) =>
    row
      .split('|')
      .slice(1, -1)
      .map((cell) => cell.replaceAll('`', '').trim()),
  );

/** Options that the Space Cloner had nothing like. */
const octosyncs = new Set(['destinationOnlyScope', 'follow', 'removals', 'renames']);

describe('docs/use-cases.md', async () => {
  const text = await doc('use-cases.md');

  it.each(atLeastOne(yamlIn(text).map((block, index) => [presetNames[index] ?? '', block] as const)))(
    'has a whole configuration for %s',
    (preset, block) => {
      const sync = parseConfig(block, 'octosync.yml').syncs.get('main');
      expect(sync?.preset?.value).toBe(preset);
      const { select, options } = settle(presetLayer(preset), sync?.settings ?? {});
      expect(select.projects?.value).toEqual(['Redgate - Feature Branch Example']);
      expect(options['existingSteps']).toEqual({ value: 'update', origin: `preset ${preset}` });
    },
  );

  it('has one for each preset', () => {
    expect(yamlIn(text)).toHaveLength(presetNames.length);
  });

  it.each(
    [devTest, mirrored, mainToProduction].map((command, index) => [presetNames[index] ?? 'mirrored', command] as const),
  )('tells every difference between list and example command: %s', (preset, command) => {
    const section = text.split(/^## /m)[presetNames.indexOf(preset) + 1] ?? '';
    const told = rowsIn(section).flatMap(([names = '', list = '', inCommand = '']) =>
      names
        .split(', ')
        .map((name) => `${name}: ${list.replace(/^not given.*/, '-')} / ${inCommand.replace(/^not given.*/, '-')}`),
    );
    const listed: Readonly<Record<string, string>> = presets[preset];
    const commanded = starterFromScript(command).options;
    const names = new Set([...Object.keys(listed), ...commanded.keys()]);
    const differences = [...names]
      .filter((name) => listed[name] !== commanded.get(name) && !octosyncs.has(name))
      .map((name) => `${name}: ${listed[name] ?? '-'} / ${commanded.get(name) ?? '-'}`);
    expect(told.toSorted()).toEqual(differences.toSorted());
  });
});

describe('docs/configuration.md', async () => {
  const text = await doc('configuration.md');

  it('has an example that is one', () => {
    for (const block of atLeastOne(yamlIn(text))) expect(() => parseConfig(block, 'octosync.yml')).not.toThrow();
  });

  it('has a table of the presets that is current', () => {
    const rows = rowsIn(text.split('## Presets')[1]?.split('## ')[0] ?? '');
    const table = presetNames.map((_, column) =>
      Object.fromEntries(rows.flatMap(([name = '', ...values]) => (values[column] ? [[name, values[column]]] : []))),
    );
    expect(table).toEqual(presetNames.map((name) => presets[name]));
  });
});
