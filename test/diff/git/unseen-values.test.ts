import { describe, expect, it } from 'vitest';
import type { Base } from '../../../src/diff/index.js';
import { diff } from '../../../src/diff/index.js';
import { itemsOf, type SpaceSnapshot } from '../../../src/model/item.js';
import { objectsOf, textOf, type JsonObject } from '../../../src/model/json.js';
import { keyOf, type TypeName } from '../../../src/model/names.js';
import { snapshotAfter } from '../../builders/outcome.js';
import { settings, space } from '../../builders/space.js';

/* A server of 2023 took plain values into the database set of a project in Git, and nobody saw them (rules git-two-sets). */

const shop = (name: string, isInGit: boolean, values: Readonly<Record<string, string>>): SpaceSnapshot => {
  const of = space(name).environments('Test').project('Shop');
  if (isInGit) of.inGit({ Url: `https://git.example.com/${name}.git` });
  for (const [called, value] of Object.entries(values)) of.variable(called, value);
  return of.build();
};

const key = keyOf(['Shop']);

const withUnseen = (side: SpaceSnapshot, name: string, value: string): SpaceSnapshot => {
  const ofType = new Map(itemsOf(side, 'projectVariables'));
  const item = ofType.get(key);
  if (!item) throw new Error('The project has no variables in the database.');
  const unseen: JsonObject = { Name: name, Value: value, Type: 'String', IsSensitive: false, Scope: {} };
  ofType.set(key, { ...item, document: { ...item.document, Variables: [unseen] } });
  return { ...side, items: new Map([...side.items, [item.type, ofType]]) };
};

const saidIn = (side: SpaceSnapshot, type: string): readonly string[] =>
  objectsOf(itemsOf(side, type as TypeName).get(key)?.document['Variables']).map(
    (one) => `${textOf(one['Name'])} = ${textOf(one['Value'])}`,
  );

const synced = (source: SpaceSnapshot, destination: SpaceSnapshot, base?: SpaceSnapshot, overwrite = 'true') => {
  const before: Base | undefined = base && { snapshot: base, open: [] };
  const given = settings({ overwriteExistingVariables: overwrite });
  const changeset = diff(source, destination, given, {}, before);
  const after = snapshotAfter(changeset, destination);
  return { changed: changeset.changes.map(({ id }) => id), says: (type: string) => saidIn(after, type) };
};

describe('A plain value that the database has of a project in Git', () => {
  it.each<[string, SpaceSnapshot | undefined, string]>([
    ['without a base', undefined, 'true'],
    ['with one', shop('dev', true, { B: '2' }), 'true'],
    ['where values stay as they are', undefined, 'false'],
  ])('takes the place of none that comes into Git, %s', (_, base, overwrite) => {
    const destination = withUnseen(shop('prod', true, { B: '2' }), 'A', 'unseen');
    const { changed, says } = synced(shop('dev', true, { A: 'new', B: '2' }), destination, base, overwrite);
    expect(changed).toEqual(['projectGitVariables/Shop']);
    expect(says('projectGitVariables')).toEqual(['B = 2', 'A = new']);
  });

  it('does not follow into the database of another project in Git, which refuses it', () => {
    const source = withUnseen(shop('dev', true, { A: '1' }), 'C', 'unseen');
    expect(synced(source, shop('prod', true, { A: '1' })).changed).toEqual([]);
  });

  it('nor beside the one that is in Git, where all are in the database', () => {
    const source = withUnseen(shop('dev', true, { A: 'seen' }), 'A', 'unseen');
    const { says } = synced(source, shop('prod', false, { A: 'old' }));
    expect(says('projectVariables')).toEqual(['A = seen']);
  });
});
