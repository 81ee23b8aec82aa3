import { describe, expect, it } from 'vitest';
import type { JsonValue } from '../../src/model/json.js';
import {
  holdsExpression,
  isBuiltInId,
  isExpression,
  isNeeded,
  isPlaceholder,
  isSecret,
  isStoredFile,
  isTypedReference,
  isUnresolved,
} from '../../src/model/markers.js';

const kinds = { isExpression, isNeeded, isPlaceholder, isSecret, isStoredFile, isTypedReference, isUnresolved };

describe('A marker is taken for what it is, and for nothing else', () => {
  it.each<[JsonValue, readonly (keyof typeof kinds)[]]>([
    [{ $secret: true }, ['isSecret']],
    [{ $secret: false }, ['isSecret']],
    [{ $expression: '#{A}' }, ['isExpression']],
    [{ $unresolved: 'Accounts-1' }, ['isUnresolved']],
    [{ $reference: { type: 'accounts', names: ['AWS'] } }, ['isTypedReference']],
    [{ $reference: { type: 'accounts', names: [1] } }, []],
    [{ $reference: { type: 'accounts', names: 'AWS' } }, []],
    [{ $reference: { type: 'accounts', names: ['AWS'] }, Beside: 1 }, []],
    [{ $reference: { type: 'accounts', names: ['AWS'], More: 1 } }, []],
    [{ $placeholder: '' }, ['isPlaceholder']],
    [{ $file: 'sha256:0' }, ['isStoredFile']],
    [{ $needed: 'data' }, ['isNeeded']],
    [{ $reference: 'accounts/AWS' }, []],
    [{ Name: '$secret' }, []],
    ['$secret', []],
    [['$secret'], []],
    [null, []],
  ])('%j', (value, are) => {
    const found = Object.entries(kinds).flatMap(([kind, is]) => (is(value) ? [kind] : []));
    expect(found).toEqual(are);
  });
});

describe('IDs that are the same on every server (rules names-built-in)', () => {
  it.each([
    ['feeds-builtin', true],
    ['feeds-builtin-releases', true],
    ['teams-everyone', true],
    ['userroles-projectviewer', true],
    ['Teams-1', false],
    ['teams-everyone-else', false],
    ['feeds-1', false],
    ['userroles-12', false],
  ])('%s: %s', (id, isIt) => expect(isBuiltInId(id)).toBe(isIt));
});

it.each([
  ['#{Project.Pool}', true],
  ['a #{B} c', true],
  ['#1 {x}', false],
  ['', false],
])('%j is evaluated when it deploys: %s', (text, isIt) => expect(holdsExpression(text)).toBe(isIt));
