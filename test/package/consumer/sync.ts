import {
  apply,
  BlockedError,
  diff,
  readPolicy,
  readSnapshot,
  takeSnapshot,
  writeChangeset,
  type Rules,
} from 'octosync';

/* What a program of a user does with the library; compiled at TypeScript's strictest, and run, by library.test.ts. */

const [source = '', destination = ''] = process.argv.slice(2);
const apiKey = process.env['OCTOPUS_API_KEY'] ?? '';

await Promise.all([
  takeSnapshot({ url: source, apiKey }, 'source'),
  takeSnapshot({ url: destination, apiKey }, 'destination'),
]);

const rules: Rules = {
  select: { projects: 'OctoFX', channels: ['all', '!QA'], environments: '!*' },
  dependencies: 'include',
  options: { overwriteExistingVariables: true },
};
const there = await readSnapshot('destination');
const policy = await readPolicy(there);
const changeset = diff(await readSnapshot('source'), there, rules, { policy, author: 'nightly@example.com' });
await writeChangeset('changeset.json', changeset);

const dry = await apply('changeset.json', { url: destination, apiKey }, { dryRun: true, secrets: 'secrets.json' });
const first: string | undefined = changeset.changes[0]?.id;
console.log(`${dry.outcome.kind}: ${changeset.changes.length} changes, first ${first ?? 'none'}`);
try {
  const { outcome, receipt } = await apply('changeset.json', { url: destination, apiKey }, { secrets: 'secrets.json' });
  console.log(outcome.kind === 'applied' ? `${outcome.result.written.length} written` : outcome.kind);
  console.log(receipt?.outcome ?? 'no receipt');
} catch (error) {
  console.log(error instanceof BlockedError ? `refused: ${error.message}` : error);
  process.exitCode = 3;
}
