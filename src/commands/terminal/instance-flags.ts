import { Flags } from '@oclif/core';
import { readFile } from 'node:fs/promises';
import { UsageError } from '../../model/errors.js';
import { octopus, type OctopusClient, type RequestEvent } from '../../octopus/index.js';

/** Which server and space a command talks to, and with which key. A key is never an argument. */
export const instanceFlags = {
  url: Flags.string({ description: 'URL of the Octopus Server.', helpValue: 'URL', required: true }),
  space: Flags.string({ description: 'Name of the space.', helpValue: 'NAME', default: 'Default' }),
  'api-key-env': Flags.string({
    description: 'Environment variable that holds the API key.',
    helpValue: 'VAR',
    default: 'OCTOPUS_API_KEY',
  }),
  'api-key-file': Flags.string({ description: 'File that holds the API key.', helpValue: 'FILE' }),
  'insecure-http': Flags.boolean({ description: 'Allow plain http to another machine.' }),
};

export interface GivenInstance {
  readonly url: string;
  readonly 'api-key-env': string;
  readonly 'api-key-file'?: string | undefined;
  readonly 'insecure-http': boolean;
}

/** A client for the instance a person named. Throws UsageError if there is no key. */
export const connectTo = async (
  given: GivenInstance,
  concurrency: number,
  onEvent?: (event: RequestEvent) => void,
): Promise<OctopusClient> =>
  octopus({
    url: given.url,
    apiKey: await findKey(given),
    insecureHttp: given['insecure-http'],
    concurrency,
    ...(onEvent && { onEvent }),
  });

const findKey = async ({ 'api-key-env': variable, 'api-key-file': file }: GivenInstance): Promise<string> => {
  if (file !== undefined) {
    return readFile(file, 'utf8').then(
      (text) => text.trim(),
      () => {
        throw new UsageError({
          what: 'The file with the API key cannot be read.',
          where: file,
          remedy: 'Check --api-key-file.',
        });
      },
    );
  }
  const key = process.env[variable]?.trim();
  if (key !== undefined && key !== '') return key;
  throw new UsageError({
    what: `The environment variable ${variable} holds no API key.`,
    remedy: `Set it, name another one with --api-key-env, or a file with --api-key-file.`,
  });
};
