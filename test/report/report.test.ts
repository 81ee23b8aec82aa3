import chalk from 'chalk';
import { stripVTControlCharacters } from 'node:util';
import { describe, expect, it } from 'vitest';
import { diff } from '../../src/diff/index.js';
import { markdownReport } from '../../src/report/markdown.js';
import { tableReport } from '../../src/report/table.js';
import { settings, space } from '../builders/space.js';

const hostile = '<img src=x onerror=alert(1)> | `code` [link](http://evil) \u001b[31m \u202Egpj.exe';

const changeset = diff(
  space('dev')
    .environments('Dev')
    .project('OctoFX')
    .variable(hostile, hostile, { Environment: ['Dev'] })
    .secret('Password')
    .build(),
  space('prod').project('OctoFX').step('Own').build(),
  settings({ variableEnvironmentScopingMatch: 'IgnoreMismatch', processCloningOption: 'SourceOnly' }),
);

describe('Reports', () => {
  const table = tableReport(changeset, { details: true, width: 80 });
  const markdown = markdownReport(changeset, { details: true });

  it('show first what needs eyes', () => {
    for (const report of [table, markdown]) {
      expect(report.indexOf('Needs your eyes')).toBeLessThan(report.search(/Changes, in the order|\| order \|/));
      expect(report).toMatch(/SCOPE-WIDENED|SCOPE\\-WIDENED/);
      expect(report).toMatch(/STEP-REMOVED|STEP\\-REMOVED/);
    }
  });

  it('fit into their width, with colours and without', () => {
    const { level } = chalk;
    for (const colours of [0, 1] as const) {
      chalk.level = colours;
      const lines = stripVTControlCharacters(tableReport(changeset, { details: false, width: 80 })).split('\n');
      expect(lines.filter((line) => /^ ?\d+ /.test(line)).map((line) => line.trim().split(/\s+/).slice(0, 3))).toEqual([
        ['14', 'update', 'deploymentProcesses/OctoFX'],
        ['17', 'update', 'projectVariables/OctoFX'],
      ]);
    }
    chalk.level = level;
  });

  it('say what a person has to do afterwards', () => {
    for (const report of [table, markdown]) expect(report).toContain('The source keeps this secret to itself');
  });

  it('make control and bidirectional characters visible', () => {
    // eslint-disable-next-line no-control-regex -- that is what must not be there
    for (const report of [table, markdown]) expect(report).not.toMatch(/\u001b\[31m|\u202e/);
  });

  it('leave nothing of Markdown or HTML active', () => {
    expect(markdown).not.toMatch(/(?<!\\)<img/);
    expect(markdown).not.toContain('[link](');
    expect(markdown).toContain('\\<img src=x onerror=alert\\(1\\)\\> \\|');
  });
});
