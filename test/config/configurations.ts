import { parseConfig } from '../../src/config/config-file.js';
import { UsageError } from '../../src/model/errors.js';

/** What is wrong with a configuration, a line each: `octosync.yml:6: what is wrong. What to do.` */
export const defectsOf = (text: string): readonly string[] => {
  try {
    parseConfig(text, 'octosync.yml');
    return [];
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    const { what, where = '', remedy = '', details } = error;
    return details.length > 0 ? details : [`${where}: ${what} ${remedy}`];
  }
};

/** A file with one sync, `main`, whose lines from the fifth on are these. */
export const sync = (lines: string): string =>
  `syncs:\n  main:\n    source: a\n    destination: b\n${lines
    .split('\n')
    .map((line) => `    ${line}`)
    .join('\n')}`;

/** Everything a configuration may hold. */
export const fullConfig = `
instances:
  dev:
    url: https://dev.example.com
    space: Tools
    apiKeyEnv: DEV_API_KEY
  prod: { url: http://prod.example.com, apiKeyFile: keys/prod, insecureHttp: true, gitRefs: { "Octo*": release/2, "*": refs/heads/main, OctoFX: refs/tags/v1 } }
syncs:
  main:
    source: dev
    destination: prod
    preset: mirrored
    dependencies: include
    select:
      projects: "OctoFX*, !Old"
      tenantTagSets: all
      certificates: [Web, "A, B"]
      environments: ""
    map:
      environments: { Test: Staging }
      projects:
        Parent: [Child A, Child B]
    options:
      overwriteExistingVariables: true
      OverwriteExistingCustomStepTemplates: "True"
      variablesTenantTagsScopingMatch: ignoremismatch
      existing: { projects: update }
      existing.channels: update
    overrides:
      - match: { project: OctoFX, variable: ["Db.*", "Web, Site"] }
        options: { variableEnvironmentScopingMatch: SkipUnlessExactMatch }
    gates:
      scopeWidening: allow
      max-changes: 100
`;
