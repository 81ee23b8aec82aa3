import { readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import type { JsonObject } from '../../src/model/json.js';
import { atLeastOne } from '../builders/at-least-one.js';
import { freshServer } from '../sandbox/server.js';

/* The step templates that Octopus imports (ways-in, repeat): `node scripts/step-templates.js` writes them of the scripts. */

const read = (name: string): Promise<string> =>
  readFile(new URL(`../../docs/ci/octopus-runbook/${name}`, import.meta.url), 'utf8');

interface Parameter {
  readonly Id: string;
  readonly Name: string;
  readonly Label: string;
  readonly HelpText: string;
  readonly DefaultValue: string;
  readonly DisplaySettings: Readonly<Record<string, string>>;
}

const bothOf = async (step: string) => {
  const script = await read(`octosync-${step}.sh`);
  const template = JSON.parse(await read(`octosync-${step}.step-template.json`)) as JsonObject;
  return { script, template, parameters: template['Parameters'] as unknown as readonly Parameter[] };
};

describe.each(['plan', 'apply'])('The step template of %s', (step) => {
  it('runs the script beside it, in which Octopus replaces nothing', async () => {
    const { script, template } = await bothOf(step);
    expect(template['Properties']).toMatchObject({
      'Octopus.Action.Script.ScriptSource': 'Inline',
      'Octopus.Action.Script.Syntax': 'Bash',
      'Octopus.Action.Script.ScriptBody': script,
    });
    expect(script).not.toContain('#{');
  });

  it('declares what the script asks for, no more, and each with a help', async () => {
    const { script, parameters } = await bothOf(step);
    const asked = [...script.matchAll(/get_octopusvariable "(Octosync\.\w+)"/g)].map(([, name]) => name);
    expect(parameters.map(({ Name }) => Name)).toEqual([...new Set(asked)]);
    expect(new Set(parameters.map(({ Id }) => Id)).size).toBe(parameters.length);
    for (const { Label, HelpText } of atLeastOne(parameters))
      expect(Math.min(Label.length, HelpText.length)).toBeGreaterThan(3);
  });

  it('keeps keys and tokens as secrets, without a default', async () => {
    const { parameters } = await bothOf(step);
    const secrets = parameters.filter(({ DisplaySettings }) => DisplaySettings['Octopus.ControlType'] === 'Sensitive');
    expect(secrets.map(({ Name }) => Name)).toEqual(
      parameters.map(({ Name }) => Name).filter((name) => /Key$|Token$/.test(name)),
    );
    expect(secrets.map(({ DefaultValue }) => DefaultValue).join('')).toBe('');
  });

  it.each(['2026.3.1', '2020.5.0'])('is what a server of %s takes', async (version) => {
    const { template, parameters } = await bothOf(step);
    const { make } = await freshServer(version);
    // As a client makes it anew: without what tells of the export, and without IDs, which the server gives.
    const { $Meta: meta, Category: category, Id: id, ...rest } = template;
    const sent = {
      ...rest,
      Parameters: parameters.map(({ Name, Label, HelpText, DefaultValue, DisplaySettings }) => ({
        Name,
        Label,
        HelpText,
        DefaultValue,
        DisplaySettings,
      })),
    };
    expect([meta, category, typeof id]).toMatchObject([{ Type: 'ActionTemplate' }, 'octopus', 'string']);
    const made = await make('actiontemplates', sent);
    expect(made).toMatchObject({ Name: template['Name'], Properties: template['Properties'] });
    expect((made['Parameters'] as readonly Parameter[]).map(({ Name }) => Name)).toEqual(
      parameters.map(({ Name }) => Name),
    );
  });
});
