import { Ajv } from 'ajv';
import { readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { configSchema } from '../../src/config/schema.js';
import { defectsOf, fullConfig, sync } from './configurations.js';

const accepts = new Ajv({ allowUnionTypes: true }).compile(configSchema());

describe('The schema of a configuration', () => {
  it('is published as the code has it: node scripts/config-schema.js', async () => {
    const path = new URL('../../schema/octosync.schema.json', import.meta.url);
    expect(JSON.parse(await readFile(path, 'utf8'))).toEqual(configSchema());
  });

  // The spelling of values is the documents' own in the schema, so that editors complete it; the parser is not strict.
  const canonical = fullConfig.replace('"True"', 'true').replace('ignoremismatch', 'IgnoreMismatch');
  it.each([
    ['everything', canonical],
    ['sections with nothing in them', sync('select:\nmap:\noptions:\noverrides:\ngates:')],
    ['a parent project', sync('parentProjectName: A\nchildProjectsToSync: [B]')],
  ])('accepts what the parser accepts: %s', (_, text) => {
    expect(defectsOf(text)).toEqual([]);
    accepts(parse(text));
    expect(accepts.errors ?? []).toEqual([]);
  });

  it.each([
    ['an unknown section', 'sync: {}'],
    ['an unknown key', sync('presets: mirrored')],
    ['an unknown option', sync('options: { xyzzy: true }')],
    ['a value that is none', sync('options: { existingSteps: maybe }')],
    ['an unknown type', sync('select: { proyects: all }')],
    ['a number for a name', sync('select: { projects: [1] }')],
    ['an unknown preset', sync('preset: mirror')],
    ['several names for what is no project', sync('map: { environments: { A: [B, C] } }')],
    ['an override of everything', sync('overrides: [{ match: {}, options: { existingSteps: update } }]')],
    ['a gate that is no number', sync('gates: { max-changes: many }')],
    ['a sync without source', 'syncs: { main: { destination: b } }'],
    ['a key in the file', 'instances: { a: { url: https://a.example.com, apiKey: API-X } }'],
  ])('refuses what the parser refuses: %s', (_, text) => {
    expect(defectsOf(text)).not.toEqual([]);
    expect(accepts(parse(text))).toBe(false);
  });
});
