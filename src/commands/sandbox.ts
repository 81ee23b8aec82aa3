import { Flags } from '@oclif/core';
import { once } from 'node:events';
import { UsageError } from '../model/errors.js';
import { isCode } from '../model/node-errors.js';
import { startSandbox } from '../sandbox/server/index.js';
import { BaseCommand } from './display/base-command.js';
import { typed } from './next/typed.js';
import { loadInstances, sandboxKey } from './flags/load-instances.js';

export default class Sandbox extends BaseCommand {
  static override summary = 'Run an imitation Octopus Server on this machine.';
  static override description =
    'Each --load is one instance: a snapshot directory, a folder of raw API documents, or "empty" (empty:2018.11.2 for a version). The first listens on --port, the next on the following ports. State is in memory.';
  static override examples = ['<%= config.bin %> sandbox --load snapshots/dev --load snapshots/prod --port 8065'];
  static override flags = {
    load: Flags.string({
      description: 'What an instance starts from.',
      helpValue: 'DIR',
      multiple: true,
      required: true,
    }),
    port: Flags.integer({ description: 'Port of the first instance; 0 for any.', default: 8065, min: 0, max: 65_000 }),
  };

  async run(): Promise<unknown> {
    const { flags } = await this.parse(Sandbox);
    const specs = await loadInstances(flags.load, sandboxKey, flags.port);
    const sandbox = await startSandbox(specs).catch((error: unknown) => {
      if (!(error instanceof Error && isCode(error, 'EADDRINUSE'))) throw error;
      throw new UsageError({ what: error.message, remedy: 'Another program has the port: choose one with --port.' });
    });
    const running = sandbox.instances.map(({ name, url }, index) => ({
      name,
      url,
      space: specs[index]?.spaces[0]?.name ?? '',
    }));
    for (const { name, url, space } of running) this.log(`${name}: ${url}  space "${space}"  API key ${sandboxKey}`);
    this.tell('Stop with Ctrl-C.');
    const [first] = running;
    if (first) this.next(typed('snapshot', '--url', first.url, '--space', first.space, '--out', 'sandbox'));
    if (this.jsonEnabled()) this.logJson(running);
    await Promise.race([once(process, 'SIGINT'), once(process, 'SIGTERM')]);
    await sandbox.close();
    // Whoever reads JSON waits for the addresses, not for the end.
    if (this.jsonEnabled()) this.exit();
    return running;
  }
}
