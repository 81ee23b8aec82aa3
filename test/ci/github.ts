import { data, Evaluator, Lexer, Parser } from '@actions/expressions';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parse } from 'yaml';
import type { Stage } from './stage.js';

/** The parts of a workflow that a run of its shell steps needs. */
interface Step {
  readonly id?: string;
  readonly name?: string;
  readonly if?: string;
  readonly uses?: string;
  readonly with?: Readonly<Record<string, unknown>>;
  readonly env?: Readonly<Record<string, string>>;
  readonly run?: string;
}

interface Job {
  readonly if?: string;
  readonly env?: Readonly<Record<string, string>>;
  readonly outputs?: Readonly<Record<string, string>>;
  readonly steps: readonly Step[];
}

interface Workflow {
  readonly env?: Readonly<Record<string, string>>;
  readonly jobs: Readonly<Record<string, Job>>;
}

/** What a job is given, besides the machine. Contexts of GitHub's expressions, by name. */
export interface JobContext {
  readonly github: Readonly<Record<string, unknown>>;
  readonly secrets?: Readonly<Record<string, string>>;
  readonly needs?: Readonly<Record<string, unknown>>;
  readonly matrix?: Readonly<Record<string, string>>;
  readonly inputs?: Readonly<Record<string, string>>;
  /** Wins over the environment of the workflow: a test need not wait as long as a company does. */
  readonly env?: Readonly<Record<string, string>>;
}

export interface JobResult {
  readonly conclusion: 'success' | 'failure' | 'skipped';
  readonly outputs: Readonly<Record<string, string>>;
  /** Everything that was printed. */
  readonly log: string;
  /** Names of the steps that ran, those of actions too. */
  readonly ran: readonly string[];
  readonly summary: string;
}

interface Action {
  readonly inputs: Readonly<Record<string, { readonly default?: string }>>;
  readonly outputs: Readonly<Record<string, { readonly value: string }>>;
  readonly runs: { readonly steps: readonly Step[] };
}

interface Machine {
  readonly work: string;
  readonly temp: string;
}

type Texts = Readonly<Record<string, string>>;

/**
 * Runs the shell steps of a job as GitHub's runner would: conditions and values by GitHub's own library for expressions,
 * outputs and summary by files. Steps that use an action are listed and not run.
 */
export const runJob = async (
  stage: Stage,
  file: string,
  jobName: string,
  machine: Machine,
  context: JobContext,
): Promise<JobResult> => {
  const workflow = parse(await readFile(file, 'utf8')) as Workflow;
  const job = workflow.jobs[jobName];
  if (!job) throw new Error(`${file} has no job "${jobName}".`);
  const known = { secrets: {}, needs: {}, matrix: {}, ...context, runner: { temp: machine.temp } };
  if (job.if !== undefined && !holds(job.if, { ...known, steps: {} }, false))
    return { conclusion: 'skipped', outputs: {}, log: '', ran: [], summary: '' };
  const all = { steps: job.steps, env: [workflow.env, job.env, context.env], outputs: job.outputs };
  return runSteps(stage, all, machine, known);
};

/** Runs the shell steps of a composite action, given inputs and the environment of the step that uses it. */
export const runAction = async (
  stage: Stage,
  file: string,
  machine: Machine,
  { inputs, env, github }: { readonly inputs: Texts; readonly env: Texts; readonly github: JobContext['github'] },
): Promise<JobResult> => {
  const action = parse(await readFile(file, 'utf8')) as Action;
  const given = { github, runner: { temp: machine.temp }, steps: {} };
  const usual = Object.entries(action.inputs).map(([name, input]) => [
    name,
    filledIn(input.default ?? '', given, false),
  ]);
  const known = { ...given, inputs: { ...Object.fromEntries(usual), ...inputs } as Texts };
  const outputs = Object.fromEntries(Object.entries(action.outputs).map(([name, { value }]) => [name, value]));
  return runSteps(stage, { steps: action.runs.steps, env: [env], outputs }, machine, known);
};

interface Steps {
  readonly steps: readonly Step[];
  /** What holds for all steps; the last wins. */
  readonly env: readonly (Texts | undefined)[];
  readonly outputs: Texts | undefined;
}

const runSteps = async (
  stage: Stage,
  all: Steps,
  { work, temp }: Machine,
  context: { readonly github: JobContext['github'] },
): Promise<JobResult> => {
  const steps: Record<string, { outputs: Texts }> = {};
  const known = { ...context, steps };
  const state = { failed: false, printed: '', ran: [] as string[] };
  const values = (env: Texts = {}): Record<string, string> =>
    Object.fromEntries(Object.entries(env).map(([name, text]) => [name, filledIn(text, known, state.failed)]));
  const base = {
    ...Object.assign({}, ...all.env.map((env) => values(env))),
    RUNNER_TEMP: temp,
    GITHUB_STEP_SUMMARY: join(temp, 'summary.md'),
    GITHUB_OUTPUT: join(temp, 'output'),
    ...Object.fromEntries(
      Object.entries(context.github).map(([name, of]) => [`GITHUB_${name.toUpperCase()}`, String(of)]),
    ),
  } as Record<string, string> & { GITHUB_STEP_SUMMARY: string; GITHUB_OUTPUT: string };
  await writeFile(base.GITHUB_STEP_SUMMARY, '');

  for (const step of all.steps) {
    if (!holds(step.if ?? 'success()', known, state.failed)) continue;
    state.ran.push(step.name ?? step.uses ?? '');
    if (step.run === undefined) continue;
    await writeFile(base.GITHUB_OUTPUT, '');
    const ran = await stage.bash({ script: step.run, cwd: work, env: { ...base, ...values(step.env) } });
    state.printed += ran.stdout + ran.stderr;
    if (ran.code !== 0) state.failed = true;
    if (step.id !== undefined) steps[step.id] = { outputs: outputsIn(await readFile(base.GITHUB_OUTPUT, 'utf8')) };
  }
  return {
    conclusion: state.failed ? 'failure' : 'success',
    outputs: values(all.outputs),
    log: state.printed,
    ran: state.ran,
    summary: await readFile(base.GITHUB_STEP_SUMMARY, 'utf8'),
  };
};

/** A text with the values of its expressions. */
const filledIn = (text: string, known: object, failed: boolean): string =>
  text.replaceAll(/\$\{\{(.*?)\}\}/g, (_whole, expression: string) =>
    evaluate(expression, known, failed).coerceString(),
  );

const outputsIn = (text: string): Record<string, string> =>
  Object.fromEntries(
    text
      .split('\n')
      .filter((line) => line.includes('='))
      .map((line) => [line.slice(0, line.indexOf('=')), line.slice(line.indexOf('=') + 1)]),
  );

/** A condition without a word about success holds only if everything before it went well. */
const holds = (condition: string, known: object, failed: boolean): boolean => {
  const expression = condition.replace(/^\$\{\{(.*)\}\}$/s, '$1');
  const result = evaluate(expression, known, failed);
  const says = /\b(?:success|failure|always|cancelled)\(\)/.test(expression);
  return (says || !failed) && result.coerceString() === 'true';
};

const evaluate = (expression: string, known: object, failed: boolean): data.ExpressionData => {
  const state = { success: !failed, failure: failed, always: true, cancelled: false };
  const functions = Object.entries(state).map(([name, is]) => ({
    name,
    minArgs: 0,
    maxArgs: 0,
    call: () => new data.BooleanData(is),
  }));
  // The bytes of a file, told apart; which ones is the runner's business.
  const hashFiles = { name: 'hashFiles', minArgs: 1, maxArgs: 9, call: () => new data.StringData('hash') };
  const all = [...functions, hashFiles];
  const contexts = JSON.parse(JSON.stringify(known), data.reviver) as data.Dictionary;
  const parsed = new Parser(new Lexer(expression.trim()).lex().tokens, Object.keys(known), all).parse();
  return new Evaluator(parsed, contexts, new Map(all.map((one) => [one.name.toLowerCase(), one]))).evaluate();
};
