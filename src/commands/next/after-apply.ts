import { configWords, typed } from './typed.js';

/** Flags with a value that say how a server is reached, and as whom. */
const ways = ['space', 'api-key-env', 'api-key-file', 'ca-file', 'client-cert-file', 'client-key-file'] as const;

type GivenFlags = Readonly<Partial<Record<(typeof ways)[number] | 'url' | 'config', string | undefined>>> & {
  readonly 'insecure-http': boolean;
};

/** What says whether it is done: on the same server, which is reached in the same way. */
export const afterApply = (
  file: string,
  { instance, url }: { readonly instance: string | undefined; readonly url: string },
  flags: GivenFlags,
): string => {
  const server = flags.url ?? (instance === undefined ? url : undefined);
  return typed(
    ...['verify', file, instance, ...configWords(flags.config)],
    ...(server === undefined ? [] : ['--url', server]),
    ...ways.flatMap((way) => (flags[way] === undefined ? [] : [`--${way}`, flags[way]])),
    flags['insecure-http'] ? '--insecure-http' : undefined,
  );
};
