import { join } from 'node:path';
import type { Config } from '../../config/config-file.js';
import { urlIn } from '../../model/url-in.js';
import { fileNameFor } from '../../snapshot/file-name.js';
import { configWords, typed } from './typed.js';

interface Examined {
  readonly config: Config | undefined;
  /** What was examined: its name, if it has one, and its URL. */
  readonly instances: readonly { readonly instance: string | undefined; readonly url: string }[];
  readonly isHealthy: boolean;
  /** The words after `octosync doctor`. */
  readonly argv: readonly string[];
  readonly flags: { readonly config?: string | undefined };
}

/** Doctor again, once what is wrong is mended; else the plan of the syncs that were examined, or a first snapshot. */
export const afterDoctor = ({ config, instances, isHealthy, argv, flags }: Examined): string | undefined => {
  if (!isHealthy) return typed('doctor', ...argv);
  const names = new Set(instances.map(({ instance }) => instance));
  const syncs = [...(config?.syncs.values() ?? [])];
  const whole = syncs.filter(({ source, destination }) => names.has(source) && names.has(destination));
  const touched = whole.length > 0 ? whole : syncs.filter((one) => names.has(one.source) || names.has(one.destination));
  if (touched.length > 1 && touched.length === syncs.length)
    return typed('plan', '--all', ...configWords(flags.config));
  if (touched.length > 0)
    return typed('plan', ...touched.flatMap(({ name }) => ['--sync', name]), ...configWords(flags.config));
  const [first] = instances;
  if (first === undefined) return undefined;
  if (first.instance !== undefined) return typed('snapshot', first.instance, ...configWords(flags.config));
  const host = urlIn(first.url)?.hostname;
  return host === undefined ? undefined : typed('snapshot', ...argv, '--out', join('snapshots', fileNameFor(host)));
};
