import '../builders/fixed-seed.js';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { typeNamed } from '../../src/catalogue/index.js';
import type { Change } from '../../src/changeset/changeset.js';
import type { JsonObject, JsonValue } from '../../src/model/json.js';
import type { TypeName } from '../../src/model/names.js';
import { denormalize } from '../../src/naming/denormalize.js';
import { documentAfter, sync } from '../builders/outcome.js';
import { settings, space } from '../builders/space.js';
import { runs } from './generate/runs.js';

/* A person finds the place of a secret in the clean-up list and gives it to `apply --secrets` under that very place. */

const secret = { $secret: true };

/** The places at which a new item asks a person for, and those for which apply asks the file of secrets. */
const placesOf = (type: TypeName, names: readonly string[], document: JsonObject) => {
  const source = space('dev').project('OctoFX').item(type, names, document).build();
  const destination = space('prod').project('OctoFX').build();
  const { changeset } = sync(source, destination, settings({}, { [type]: 'all', projects: 'all' }));
  const told = changeset.changes.flatMap(({ cleanUp }) => cleanUp.map(({ at }) => at));
  const asked = changeset.changes.flatMap((change) =>
    askedFor(change, documentAfter(changeset, destination, change.type, change.names)),
  );
  return { told: told.sort(), asked: asked.sort() };
};

const askedFor = ({ type, names }: Change, document: JsonObject): readonly string[] => {
  const asked: string[] = [];
  const secretFor = (pointer: string) => {
    asked.push(pointer);
    return 'a real value';
  };
  denormalize(typeNamed(type), document, { idOf: () => undefined, names, secretFor });
  return asked;
};

const inProcess = (properties: JsonObject): JsonObject => ({
  Steps: [{ Name: 'Web/API', Actions: [{ Name: 'Web/API', Properties: properties }] }],
});

describe('The place of a secret in the clean-up list', () => {
  it.each<[string, TypeName, readonly string[], JsonObject, readonly string[]]>([
    [
      'in a field without a rule',
      'environments',
      ['Test'],
      { Name: 'Test', New: { 'a/b': secret, 'c~d': [secret] } },
      ['/New/a~1b', '/New/c~0d/0'],
    ],
    [
      'in a property of an action',
      'deploymentProcesses',
      ['OctoFX'],
      inProcess({ 'My/Password': secret }),
      ['/Steps/0/Actions/0/Properties/My~1Password'],
    ],
  ])('is the one that apply asks for: %s', (_where, type, names, document, places) => {
    const { told, asked } = placesOf(type, names, document);
    expect(told).toEqual(places);
    expect(asked).toEqual(places);
  });

  it('is the one that apply asks for, whatever the fields are called', () => {
    const field = fc.stringMatching(/^[a-c/~01 ]{1,4}$/);
    const { value } = fc.letrec<{ value: JsonValue }>((tie) => ({
      value: fc.oneof(
        { maxDepth: 3 },
        fc.constant(secret),
        fc.array(tie('value'), { maxLength: 3 }),
        fc.dictionary(field, tie('value'), { maxKeys: 3, noNullPrototype: true }),
      ),
    }));
    fc.assert(
      fc.property(value, (New) => {
        const { told, asked } = placesOf('environments', ['Test'], { Name: 'Test', New });
        expect(asked).toEqual(told);
      }),
      runs(100),
    );
  });
});
