import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Type, type Static } from '@sinclair/typebox';
import { Ajv } from 'ajv';
import { expect, it, onTestFinished } from 'vitest';
import { atLeastOne } from '../builders/at-least-one.js';
import { root } from './installed.js';

/* The list of what is in the bundle (ways-in, packages), by what scanners read of CycloneDX 1.5. */

const Licence = Type.Union([
  Type.Object({ license: Type.Union([Type.Object({ id: Type.String() }), Type.Object({ name: Type.String() })]) }),
  Type.Object({ expression: Type.String() }),
]);

const Component = Type.Object({
  type: Type.Union([Type.Literal('library'), Type.Literal('application')]),
  'bom-ref': Type.String({ minLength: 1 }),
  name: Type.String({ minLength: 1 }),
  version: Type.String({ pattern: '^\\d+\\.\\d+\\.\\d+' }),
  purl: Type.String({ pattern: '^pkg:npm/(%40[^/]+/)?[^/@]+@[^@]+$' }),
  licenses: Type.Array(Licence, { minItems: 1 }),
});

const Hashed = Type.Intersect([
  Component,
  Type.Object({
    hashes: Type.Array(
      Type.Object({ alg: Type.Literal('SHA-512'), content: Type.String({ pattern: '^[0-9a-f]{128}$' }) }),
      {
        minItems: 1,
      },
    ),
  }),
]);

const Bom = Type.Object({
  bomFormat: Type.Literal('CycloneDX'),
  specVersion: Type.Literal('1.5'),
  serialNumber: Type.String({ pattern: '^urn:uuid:[0-9a-f-]{36}$' }),
  version: Type.Integer({ minimum: 1 }),
  metadata: Type.Object({ timestamp: Type.String({ pattern: '^\\d{4}-\\d\\d-\\d\\dT' }), component: Component }),
  components: Type.Array(Hashed, { minItems: 1 }),
  dependencies: Type.Array(Type.Object({ ref: Type.String(), dependsOn: Type.Array(Type.String()) })),
});

const made = (): Static<typeof Bom> => {
  const folder = mkdtempSync(join(tmpdir(), 'octosync-sbom-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const file = join(folder, 'octosync.cdx.json');
  execFileSync(process.execPath, ['scripts/sbom.js', file], { cwd: root });
  return JSON.parse(readFileSync(file, 'utf8')) as Static<typeof Bom>;
};

it('npm run sbom lists what is in the bundle, and nothing that only builds or tests it', () => {
  const bom = made();
  const check = new Ajv().compile(Bom);
  check(bom);
  expect(check.errors).toBeNull();
  const { name, version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as Record<string, string>;
  expect(bom.metadata.component).toMatchObject({
    type: 'application',
    name,
    version,
    purl: `pkg:npm/octosync@${version}`,
  });

  const licences = readFileSync(join(root, 'dist/THIRD-PARTY-LICENCES.txt'), 'utf8');
  const delivered = [...licences.matchAll(/^-{79}\n(\S+) (\S+) \((.*)\)$/gm)].map(([, of, at, licence]) => [
    `${of}@${at}`,
    licence,
  ]);
  const listed = bom.components.map((one) => `${one.name}@${one.version}`);
  expect([...listed].sort()).toEqual([...new Set(delivered.map(([one]) => one))].sort());
  expect(listed).toEqual(
    expect.arrayContaining([expect.stringMatching(/^@oclif\/core@/), expect.stringMatching(/^got@/)]),
  );
  expect(listed.filter((one) => /^(?:vitest|eslint|rolldown|typescript|gitlab-ci-local)@/.test(one))).toEqual([]);

  const licenceOf = new Map(delivered.map(([one = '', licence = '']) => [one, licence]));
  for (const component of atLeastOne(bom.components)) {
    const of = `${component.name}@${component.version}`;
    const [first] = component.licenses;
    const said = first && 'expression' in first ? first.expression : first && Object.values(first.license)[0];
    expect([of, said]).toEqual([of, licenceOf.get(of)]);
  }

  const refs = bom.components.map((one) => one['bom-ref']);
  expect(new Set(refs).size).toBe(refs.length);
  const known = new Set([...refs, bom.metadata.component['bom-ref']]);
  expect(bom.dependencies.map(({ ref }) => ref).sort()).toEqual([...known].sort());
  expect(bom.dependencies.flatMap(({ dependsOn }) => dependsOn).filter((ref) => !known.has(ref))).toEqual([]);
});
