import { presetNames } from '../../config/presets.js';
import { isServerUrl } from '../../config/read-instances.js';
import { splitFilter } from '../../config/settle.js';
import type { Answers } from '../../config/short-starter.js';
import { emptyStarter } from '../../config/starter.js';
import { UsageError } from '../../model/errors.js';
import { instanceUrl } from '../../octopus/url.js';
import { visibleLines } from '../../report/visible.js';
import { inDialogue } from './ask.js';

/** What the flags of `init` say, as far as they do. */
interface Given {
  readonly source?: string | undefined;
  readonly 'source-space'?: string | undefined;
  readonly destination?: string | undefined;
  readonly 'destination-space'?: string | undefined;
  readonly 'use-case'?: string | undefined;
  readonly projects?: string | undefined;
}

/** Not repeated: it may hold a password. */
const noUrl = 'This is no URL of a server. Write it like https://octopus.example.com, with no key or password in it.';

/** What flags say, and examples for what they leave open. Throws UsageError for what is no URL of a server. */
export const answersOf = (given: Given): Answers => {
  for (const url of [given.source, given.destination])
    if (url !== undefined && !isServerUrl(url))
      throw new UsageError({ what: noUrl, remedy: 'Check --source and --destination.' });
  const { source, destination } = emptyStarter;
  return {
    source: { url: given.source ?? source.url, space: given['source-space'] ?? source.space },
    destination: { url: given.destination ?? destination.url, space: given['destination-space'] ?? destination.space },
    preset: given['use-case'],
    projects: splitFilter(given.projects ?? 'all'),
  };
};

/** The same; what flags leave open is asked where there is somebody to ask and a server is not named. */
export const answersFrom = async (flags: Given): Promise<Answers> => {
  const isSaid = flags.source !== undefined && flags.destination !== undefined;
  if (isSaid || !process.stdin.isTTY || !process.stderr.isTTY) return answersOf(flags);
  return inDialogue((put) => asked(put, answersOf(flags)), 'Interrupted: nothing was written.');
};

/** The server of an address, also of one that was pasted from the portal; undefined where no key may be sent to it. */
const serverOf = (pasted: string): string | undefined => {
  const address = pasted.replace(/#\/.*$/, '');
  if (!isServerUrl(address)) return undefined;
  try {
    return instanceUrl(address);
  } catch (error) {
    // By plain http to another machine, which only the configuration allows.
    if (error instanceof UsageError) return undefined;
    throw error;
  }
};

/** The five questions; an empty answer takes what is in brackets, and one that cannot be right is asked for again. */
const asked = async (put: (question: string) => Promise<string>, before: Answers): Promise<Answers> => {
  const answer = async <Read>(
    question: string,
    nothingSaid: string,
    read: (said: string) => Read | undefined,
    otherwise: string,
  ): Promise<Read> => {
    const ask = (said: string): Promise<string> => put(visibleLines(`${said} [${nothingSaid}] `));
    let found = read((await ask(question)).trim() || nothingSaid);
    while (found === undefined) found = read((await ask(`${otherwise}\n${question}`)).trim() || nothingSaid);
    return found;
  };
  const side = (what: string, { url, space }: Answers['source']): Promise<Answers['source']> =>
    answer(
      `${what}: URL, and space unless ${space}`,
      url,
      (said) => {
        const [first = '', ...rest] = said.split(/\s+/);
        const server = serverOf(first);
        return server === undefined ? undefined : { url: server, space: rest.join(' ') || space };
      },
      `${noUrl} Plain http is for this machine alone: it shows the key to the network.`,
    );
  const source = await side('1. Source', before.source);
  const destination = await side('2. Destination', before.destination);
  const preset = await answer(
    `3. Use case: ${presetNames.map((name, index) => `${index + 1} ${name}`).join(', ')}, or none`,
    before.preset ?? '1',
    (said) =>
      presetNames.find((name, index) => name === said || String(index + 1) === said) ??
      (said === 'none' ? said : undefined),
    'There is no such use case: answer with its number, its name, or none.',
  );
  const projects = await answer(
    '4. Projects to sync: all, names, wildcards',
    before.projects.join(', '),
    (said) => splitFilter(said),
    '',
  );
  const isRight = await answer(
    `5. From ${source.url} (${source.space}) to ${destination.url} (${destination.space}). Write it?`,
    'yes',
    (said) => ({ yes: /^y(es)?$/i.test(said) }),
    '',
  );
  if (!isRight.yes) throw new UsageError({ what: 'Nothing was written.', remedy: 'Run octosync init again.' });
  return { source, destination, preset: preset === 'none' ? undefined : preset, projects };
};
