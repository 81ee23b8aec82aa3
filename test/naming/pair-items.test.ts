import { describe, expect, it } from 'vitest';
import { typeNamed } from '../../src/catalogue/index.js';
import { objectsOf, type JsonObject } from '../../src/model/json.js';
import { denormalize } from '../../src/naming/denormalize.js';

/*
 * Which variable of a server is which of a changed list: it keeps its ID, and with it the secret that only the server knows
 * (rules always-secrets). A variable is written here as `name@role`, a secret with `*` before it, one whose value is given
 * with `+`; the server's are numbered from 1 in their order.
 */

const variable = (written: string): JsonObject => {
  const [, sign = '', name = '', roles = ''] = /^([*+]?)([^@]+)@?(.*)$/.exec(written) ?? [];
  const value = { '*': { $secret: true }, '+': { $placeholder: 'Dummy Value' } }[sign] ?? 'x';
  const scope = roles === '' ? {} : { Role: roles.split(',') };
  return {
    Name: name,
    Value: value,
    Type: sign === '' ? 'String' : 'Sensitive',
    IsSensitive: sign !== '',
    Scope: scope,
  };
};

const onServer = (written: string, index: number): JsonObject => ({
  Id: `${index + 1}`,
  ...variable(written),
  ...(written.startsWith('*') && { Value: null }),
});

/** The IDs that the variables get, `new` of what gets none; and the places that are not written. */
const written = (before: readonly string[], after: readonly string[]) => {
  const [raw, document] = [{ Variables: before.map(onServer) }, { Variables: before.map(variable) }];
  const { body, unwritable } = denormalize(
    typeNamed('projectVariables'),
    { Variables: after.map(variable) },
    { idOf: () => undefined, names: ['OctoFX'] },
    { raw, document },
  );
  return {
    ids: objectsOf(body['Variables']).map(({ Id: id }) => id ?? 'new'),
    refused: unwritable.map(({ pointer }) => pointer.split('/')[2]),
  };
};

type Case = readonly [sentence: string, before: readonly string[], after: readonly string[], ids: readonly string[]];

describe('A variable of the server keeps its ID and its secret (rules always-secrets)', () => {
  it.each<Case>([
    ['where nothing changes', ['A', '*S@a', '*S@b'], ['A', '*S@a', '*S@b'], ['1', '2', '3']],
    ['where one before it goes', ['A', '*S@a', '*S@b'], ['*S@a', '*S@b'], ['2', '3']],
    ['where one before it goes and one comes', ['A', '*S@a', '*S@b'], ['*S@a', '*S@b', 'N'], ['2', '3', 'new']],
    ['where the order changes', ['*S@a', 'A', '*S@b'], ['*S@b', '*S@a', 'A'], ['3', '1', '2']],
    ['where one of two goes and the other is rescoped', ['*S@a', '*S@b'], ['*S@b,c'], ['2']],
    ['where the first of them stays, rescoped', ['*S@a', '*S@b'], ['*S@c,a'], ['1']],
    [
      'where the last of three is rescoped and the first goes',
      ['*S@a', '*S@b', '*S@c'],
      ['*S@b', '*S@c,d'],
      ['2', '3'],
    ],
    ['where all of them are rescoped in their places', ['*S@a', '*S@b'], ['*S@c', '*S@d'], ['1', '2']],
    ['where all are rescoped and one of another name goes', ['A', '*S@a', '*S@b'], ['*S@c', '*S@d'], ['2', '3']],
    ['where both are rescoped and change places', ['*S@a,b', '*S@c,d'], ['*S@d', '*S@b'], ['2', '1']],
    ['beside a plain value of its name that goes', ['S@a', '*S@b'], ['*S@c'], ['2']],
    ['beside a plain value of its name that comes', ['*S@a'], ['S', '*S@b'], ['new', '1']],
    ['beside a secret of its name that comes', ['*S@a'], ['+S@b', '*S@c'], ['new', '1']],
    ['where it is renamed in its place', ['A', '*S@a', '*T@a'], ['A', '*U@a', '*T@a'], ['1', '2', '3']],
    ['where it is renamed and one before it goes', ['A', '*S@a'], ['*U@a'], ['2']],
    ['where it is renamed, one before it goes and one comes', ['A', '*S@a'], ['*U@a', 'N'], ['2', 'new']],
    ['of plain ones, the one that says most of the same', ['P@a', 'P@b,c'], ['P@c,d'], ['2']],
    ['of plain ones that say as much, the one in its place', ['A', 'P@a', 'P@b'], ['A', 'P@c'], ['1', '2']],
  ])('%s', (_sentence, before, after, ids) => {
    expect(written(before, after)).toEqual({ ids, refused: [] });
  });

  it.each<readonly [string, readonly string[], readonly string[], readonly string[]]>([
    ['one of two of its name goes, and its scope is all new', ['*S@a', '*S@b'], ['*S@c'], ['0']],
    ['its scope has something of both', ['*S@a', '*S@b'], ['A', '*S@a,b'], ['1']],
    ['it is renamed, and another secret goes', ['*S@a', '*T@b'], ['*U@a', 'N'], ['0']],
    ['there is none on the server that it could be', ['A', 'B'], ['A', '*U'], ['1']],
  ])('or is not written at all, where it cannot be told which it is: %s', (_sentence, before, after, refused) => {
    expect(new Set(written(before, after).refused)).toEqual(new Set(refused));
  });
});
