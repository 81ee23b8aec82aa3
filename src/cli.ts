import { Errors, flush, run } from '@oclif/core';
import { readFileSync } from 'node:fs';
import { userInfo } from 'node:os';
import { packageFile } from './model/package-file.js';

/**
 * Runs one command line on the streams of this process, and leaves the exit code in it. `program` is the URL of the
 * program that was started: a file below the folder of the package. What a user did wrong is said, not thrown.
 */
export const runCommandLine = async (argv: readonly string[], program: string): Promise<void> => {
  process.stdout.prependListener('error', endUnread);
  sayWhoIsUnknown();
  try {
    await run(asFlags(argv), program);
  } catch (error) {
    // Commands print their own errors; what arrives here is oclif's: an unknown command, or a broken installation.
    if (error instanceof Errors.ExitError) process.exitCode = error.oclif.exit;
    else await fail(error instanceof Error ? error : new Error(String(error)), argv);
  }
  await flush();
  process.stdout.removeListener('error', endUnread);
};

/**
 * oclif asks for the shell and the home of whoever runs it, and fails where the machine does not know that user: in a container
 * that runs as any number. Unless the environment says them, it is told the usual ones.
 */
const sayWhoIsUnknown = (): void => {
  try {
    userInfo();
  } catch {
    process.env['SHELL'] ??= '/bin/sh';
    process.env['HOME'] ??= '/';
  }
};

/** `octosync help apply` asks what `octosync apply --help` does. */
const asFlags = (argv: readonly string[]): string[] => (argv[0] === 'help' ? [...argv.slice(1), '--help'] : [...argv]);

/** Whoever reads no further has seen enough (`octosync show … | head`); a disk that takes nothing more is an error. */
const endUnread = (error: NodeJS.ErrnoException): never => {
  if (error.code === 'EPIPE') process.exit(0);
  process.stderr.write(`Error: The result cannot be written: ${error.message}.\n`);
  process.exit(1);
};

/** Says what is wrong as commands do. What says it is loaded only now: most runs need none of it. */
const fail = async (error: Error, argv: readonly string[]): Promise<void> => {
  process.exitCode = 1;
  const { errorJson, errorLines } = await import('./commands/display/error-text.js');
  const { visibleJson } = await import('./report/visible.js');
  const trouble = /^command \S+ not found/i.test(error.message) ? await unknown(asFlags(argv)) : error;
  if (argv.includes('--json')) process.stdout.write(`${visibleJson(JSON.stringify(errorJson(trouble), null, 2))}\n`);
  else process.stderr.write(`${(await errorLines(trouble, process.stderr)).join('\n')}\n`);
};

const unknown = async (argv: readonly string[]): Promise<Error> => {
  const { unknownCommand } = await import('./commands/flags/unknown-command.js');
  const manifest = JSON.parse(readFileSync(packageFile('oclif.manifest.json'), 'utf8')) as {
    readonly commands: Readonly<Record<string, unknown>>;
  };
  return unknownCommand(argv, Object.keys(manifest.commands));
};
