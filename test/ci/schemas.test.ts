import { convertWorkflowTemplate, NoOperationTraceWriter, parseWorkflow } from '@actions/workflow-parser';
import { Ajv } from 'ajv';
import { schema } from 'gitlab-ci-local/src/schema/schema.js';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { isList, isObject, type JsonObject, type JsonValue } from '../../src/model/json.js';
import { argo } from './argo-definitions.js';
import { atLeastOne } from '../builders/at-least-one.js';

const docs = fileURLToPath(new URL('../../docs/ci', import.meta.url));
const read = (...path: readonly string[]): string => readFileSync(join(docs, ...path), 'utf8');

describe('GitHub Actions: what GitHub itself says of', () => {
  const defects = async (content: string): Promise<readonly string[]> => {
    const { context, value } = parseWorkflow({ name: 'workflow.yml', content }, new NoOperationTraceWriter());
    if (value) await convertWorkflowTemplate(context, value);
    return context.errors.getErrors().map(({ message }) => message);
  };

  it.each(atLeastOne(readdirSync(join(docs, 'github-actions'))))('%s is that nothing is wrong', async (file) => {
    expect(await defects(read('github-actions', file))).toEqual([]);
  });

  it.each([
    ['a mistyped word', 'timeout-minutes:', 'timeout-minute:', "Unexpected value 'timeout-minute'"],
    ['a context that there is not', 'if: steps.diff', 'if: step.diff', "Unrecognized named-value: 'step'"],
  ])('a file with %s is not that', async (_what, right, wrong, says) => {
    expect((await defects(read('github-actions', 'octosync-plan.yml').replace(right, wrong))).join('\n')).toContain(
      says,
    );
  });

  it.each(atLeastOne(readdirSync(join(docs, 'github-actions'))))(
    '%s pins its actions, and puts no context into a script',
    (file) => {
      const text = read('github-actions', file);
      const uses = [...text.matchAll(/uses: (\S+)/g)].map(([, action]) => action);
      expect(uses.filter((action) => !/@[0-9a-f]{40}$/.test(action ?? ''))).toEqual([]);
      const scripts = [...text.matchAll(/^( +)run: \|\n((?:\1 .*\n|\n)+)/gm)].map(([, , script]) => script ?? '');
      expect(scripts.length).toBeGreaterThan(2);
      expect(scripts.filter((script) => script.includes('${{'))).toEqual([]);
      expect(scripts.filter((script) => !script.trimStart().startsWith('set -euo pipefail\n'))).toEqual([]);
    },
  );
});

describe('GitLab: its published schema', () => {
  const check = new Ajv({ strict: false, validateFormats: false }).compile(schema);
  const pipeline = (): JsonObject => parse(read('gitlab', 'octosync.gitlab-ci.yml')) as JsonObject;

  it('allows the pipeline', () => {
    check(pipeline());
    expect(check.errors).toBeNull();
  });

  it('does not allow a mistyped word in it', () => {
    expect(check({ ...pipeline(), 'octosync-plan': { script: ['true'], resource_groups: 'one' } })).toBe(false);
  });
});

// Microsoft gives its schema out from each organization's own server, and no package carries it. So this holds the files
// against the words of the YAML reference that they are made of, and GitHub's parser has no say.
describe('Azure Pipelines: words that there are, where they may stand:', () => {
  const pipeline = ['trigger', 'pr', 'schedules', 'lockBehavior', 'pool', 'variables', 'jobs'];
  const job = ['job', 'deployment', 'dependsOn', 'environment', 'timeoutInMinutes', 'strategy', 'steps'];
  const step = {
    checkout: ['persistCredentials', 'fetchDepth'],
    bash: ['displayName', 'env'],
    task: ['displayName', 'inputs', 'condition', 'continueOnError'],
    publish: ['artifact', 'displayName', 'condition'],
  };
  const wordsOf = (value: JsonValue | undefined): readonly string[] => (isObject(value) ? Object.keys(value) : []);
  const items = (value: JsonValue | undefined): readonly JsonValue[] => (isList(value) ? value : []);
  const at = (value: JsonValue | undefined, ...path: readonly string[]): JsonValue | undefined =>
    path.reduce<JsonValue | undefined>((inside, name) => (isObject(inside) ? inside[name] : undefined), value);

  it.each(atLeastOne(readdirSync(join(docs, 'azure-pipelines'))))('%s', (file) => {
    const whole = parse(read('azure-pipelines', file)) as JsonObject;
    expect(wordsOf(whole).filter((word) => !pipeline.includes(word))).toEqual([]);
    const jobs = items(whole['jobs']);
    expect(jobs.flatMap(wordsOf).filter((word) => !job.includes(word))).toEqual([]);
    const steps = jobs.flatMap((one) => items(at(one, 'steps') ?? at(one, 'strategy', 'runOnce', 'deploy', 'steps')));
    expect(steps.length).toBeGreaterThan(5);
    for (const one of atLeastOne(steps)) {
      const [first = '', ...others] = wordsOf(one);
      const known = Object.entries(step).find(([word]) => word === first)?.[1] ?? [];
      expect([first, others.filter((word) => !known.includes(word))]).toEqual([first, []]);
      expect(Object.keys(step)).toContain(first);
      const script = at(one, 'bash');
      // What stands as $(name) in a script is put there before bash reads it: environment variables are not.
      if (typeof script === 'string') expect(script).toMatch(/^set -euo pipefail\n(?:(?!\$\([A-Z]\w*[.)])[^])*$/);
    }
  });
});

describe('Argo Workflows: the definitions that it publishes', () => {
  const { workflow, defects } = argo(read('argo', 'octosync-fleet.yaml'));
  const spec = isObject(workflow['spec']) ? workflow['spec'] : {};

  it('allow the workflow', () => {
    expect(defects(workflow)).toEqual([]);
  });

  it.each([
    ['something of another type', { parallelism: 'many' }, "Type 'string' is not assignable to type 'number'"],
    ['a word that there is not', { parallelisms: 1 }, '"parallelisms"\' does not exist'],
  ])('do not allow %s in it', (_what, wrong, says) => {
    expect(defects({ ...workflow, spec: { ...spec, ...wrong } }).join('\n')).toContain(says);
  });
});
