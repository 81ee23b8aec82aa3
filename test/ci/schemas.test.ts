import { convertWorkflowTemplate, NoOperationTraceWriter, parseWorkflow } from '@actions/workflow-parser';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';

const docs = fileURLToPath(new URL('../../docs/ci', import.meta.url));
const read = (...path: readonly string[]): string => readFileSync(join(docs, ...path), 'utf8');

describe('GitHub Actions: what GitHub itself says of', () => {
  const defects = async (content: string): Promise<readonly string[]> => {
    const { context, value } = parseWorkflow({ name: 'workflow.yml', content }, new NoOperationTraceWriter());
    if (value) await convertWorkflowTemplate(context, value);
    return context.errors.getErrors().map(({ message }) => message);
  };

  it.each(readdirSync(join(docs, 'github-actions')))('%s is that nothing is wrong', async (file) => {
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

  it.each(readdirSync(join(docs, 'github-actions')))(
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
