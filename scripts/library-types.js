// Writes dist/index.d.ts: the types of the library as one file that needs no other package.
import { fileURLToPath } from 'node:url';
import { rolldown } from 'rolldown';
import { dts } from 'rolldown-plugin-dts';

process.chdir(fileURLToPath(new URL('..', import.meta.url)));
const bundle = await rolldown({
  input: { index: 'src/library/index.ts' },
  plugins: [dts({ emitDtsOnly: true, tsconfig: 'tsconfig.build.json', resolver: 'tsc' })],
});
await bundle.write({ dir: 'dist', format: 'esm' });
