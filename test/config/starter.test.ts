import { describe, expect, it } from 'vitest';
import { parseConfig } from '../../src/config/config-file.js';
import { options, selectable } from '../../src/config/options.js';
import { gates } from '../../src/settings/options.js';
import { settle } from '../../src/config/settle.js';
import { emptyStarter, starterConfig } from '../../src/config/starter.js';

const text = starterConfig(emptyStarter);
const main = (config: string) => parseConfig(config, 'octosync.yml').syncs.get('main');

/** As when a person removes the "#" before every key. */
const uncommented = text.replaceAll(/^( *)#(?=\S| {2})/gm, '$1');

describe('The configuration that init writes', () => {
  it('is one, and changes nothing of the defaults', () => {
    expect(settle(main(text)?.settings ?? {})).toEqual(settle());
  });

  it('shows every option, type and gate', () => {
    const keys = new Set([...text.matchAll(/^ *#(?:- )? *([\w.-]+):/gm)].map(([, key]) => key));
    const existing = options.flatMap(({ name }) => /^existing\.(.+)$/.exec(name)?.[1] ?? []);
    const others = options.flatMap(({ name }) => (name.startsWith('existing.') ? [] : [name]));
    const all = [...others, ...existing, ...selectable.map(({ type }) => type), ...gates.map(({ name }) => name)];
    expect(all.filter((name) => !keys.has(name))).toEqual([]);
  });

  it('is one, too, when every comment counts, and its options are the defaults then', () => {
    const { options: settled, gates: limits } = settle(main(uncommented)?.settings ?? {});
    const values = (settings: Readonly<Record<string, { readonly value: string }>>) =>
      Object.entries(settings).map(([name, { value }]) => [name, value]);
    expect(values(settled)).toEqual(values(settle().options));
    expect(values(limits)).toEqual(values(settle().gates));
    expect(Object.values(settled).every(({ origin }) => origin.startsWith('octosync.yml:'))).toBe(true);
    expect(main(uncommented)).toMatchObject({ preset: { value: 'dev-test-to-staging-prod' } });
    expect(main(uncommented)?.settings.overrides).toHaveLength(1);
    expect(Object.keys(main(uncommented)?.settings.map ?? {})).toEqual(['environments', 'projects']);
  });

  it.each(['no', 'A, B', '#1', '!Old', '* all', "it's", '"quoted"', 'two\nlines', '1.10', 'a: b', ' spaced', '${x}'])(
    'quotes what YAML would read otherwise: %j',
    (name) => {
      const starter = {
        ...emptyStarter,
        select: new Map([['projects', [name, 'Other']]]),
        source: { url: 'https://a.example.com', space: name },
        family: { parent: `P ${name}`.replaceAll('*', ''), children: [`C ${name}`.replaceAll('*', '')] },
      };
      const config = parseConfig(starterConfig(starter), 'octosync.yml');
      expect(config.instances.get('source')?.space).toBe(name.trim());
      expect(config.syncs.get('main')?.settings.select?.projects?.value).toEqual([name.trim(), 'Other']);
    },
  );
});
