import { once } from 'node:events';
import { createServer, type Socket } from 'node:net';
import { onTestFinished } from 'vitest';
import { runInProcess, type Surroundings } from '../e2e/in-process.js';

interface CommandLine extends Surroundings {
  readonly args: readonly string[];
}

/** Runs for shells, in this process, what they ask for at a socket: a new process for each call would take minutes. */
export const serveProgram = async (path: string): Promise<void> => {
  const server = createServer({ allowHalfOpen: true }, (socket) => {
    answer(socket).catch((error: unknown) => socket.destroy(error instanceof Error ? error : undefined));
  });
  server.listen(path);
  await once(server, 'listening');
  onTestFinished(() => void server.close());
};

const answer = async (socket: Socket): Promise<void> => {
  let asked = '';
  // The other half stays open for the answer.
  for await (const text of socket.setEncoding('utf8').iterator({ destroyOnReturn: false })) asked += String(text);
  const { args, ...surroundings } = JSON.parse(asked) as CommandLine;
  socket.end(JSON.stringify(await runInProcess(args, surroundings)));
};

/** What shells start instead of the program: it says and ends as the program does. */
export const clientText = `import { connect } from 'node:net';
const [path, ...args] = process.argv.slice(2);
const socket = connect({ path, allowHalfOpen: true }).setEncoding('utf8');
socket.end(JSON.stringify({ args, cwd: process.cwd(), env: process.env }));
let said = '';
for await (const text of socket) said += text;
const { code, stdout, stderr } = JSON.parse(said);
process.stderr.write(stderr);
process.stdout.write(stdout);
process.exitCode = code;
`;
