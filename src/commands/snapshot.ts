import { Flags } from '@oclif/core';
import { readerFor } from '../snapshot/reader.js';
import { takeSnapshot } from '../snapshot/take.js';
import { writeSnapshot } from '../snapshot/write.js';
import { BaseCommand } from './terminal/base-command.js';
import { connectTo, instanceFlags } from './terminal/instance-flags.js';
import { plural, progressLines, waitLines } from './terminal/progress-display.js';

export default class Snapshot extends BaseCommand {
  static override summary = 'Pull a space into name-keyed JSON files.';
  static override description =
    'Reads the space and writes nothing to the server. The directory is replaced as a whole, at the end; it is made to live in Git.';
  static override examples = [
    'OCTOPUS_API_KEY=… <%= config.bin %> snapshot --url https://octopus.example.com --space Default --out snapshots/dev',
  ];
  static override flags = {
    ...instanceFlags,
    out: Flags.string({ description: 'Directory to write.', helpValue: 'DIR', required: true }),
    concurrency: Flags.integer({ description: 'Requests at once.', default: 8, min: 1, max: 64 }),
  };

  async run(): Promise<unknown> {
    const { flags } = await this.parse(Snapshot);
    const tell = (line: string): void => this.tell(line);
    const client = await connectTo(flags, flags.concurrency, waitLines(tell));
    const { version, installation } = await client.root();
    const space = await client.findSpace(flags.space);
    const source = { url: client.url, installation, space: space.name, version };
    const taken = await takeSnapshot(readerFor(client, space), source, new Date().toISOString(), progressLines(tell));
    await writeSnapshot(flags.out, taken.manifest, taken.files);

    const { types, requests, unresolved, digest } = taken.manifest;
    const read = Object.values(types).reduce((sum, { read: count }) => sum + count, 0);
    this.log(
      `${flags.out}: ${plural(read, 'resource')} of space "${space.name}" (Octopus ${version}) in ${plural(requests, 'request')}.`,
    );
    for (const [type, { complete, why }] of Object.entries(types))
      if (!complete) this.tell(`Not complete: ${type}: ${why ?? ''}`);
    if (unresolved.length > 0)
      this.tell(`${plural(unresolved.length, 'ID')} could not be resolved; snapshot.json lists them.`);
    return { directory: flags.out, digest, requests, types, unresolved };
  }
}
