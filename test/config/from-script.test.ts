import { describe, expect, it } from 'vitest';
import { parseConfig } from '../../src/config/config-file.js';
import { starterFromScript } from '../../src/config/from-script.js';
import { settle } from '../../src/config/settle.js';
import { starterConfig } from '../../src/config/starter.js';
import { devTest, mainToProduction, mirrored } from './example-commands.js';

/** The configuration that a command line becomes. */
const converted = (script: string) => {
  const starter = starterFromScript(script);
  const text = starterConfig(starter);
  const config = parseConfig(text, 'octosync.yml');
  const { select, options, map } = settle(config.syncs.get('main')?.settings ?? {});
  const selected = Object.entries(select).filter(([, { origin }]) => origin !== 'default');
  const given = Object.entries(options).filter(([, { origin }]) => origin !== 'default');
  return {
    text,
    notes: starter.notes.join('\n'),
    instances: config.instances,
    select: Object.fromEntries(selected.map(([type, { value }]) => [type, value.join(', ')])),
    options: Object.fromEntries(given.map(([name, { value }]) => [name, value])),
    map,
  };
};

describe('The example commands of the use cases', () => {
  it('Dev/Test to Staging/Prod, with a space in a parameter and a missing backtick', () => {
    const { select, options, instances, notes } = converted(devTest);
    expect([...instances.values()]).toMatchObject([
      { name: 'source', url: 'https://instance1.yoursite.com', space: 'My Space Name', apiKeyEnv: 'SOURCE_API_KEY' },
      { name: 'destination', url: 'https://instance2.yoursite.com', space: 'My Space Name' },
    ]);
    expect(select).toEqual({
      workerPools: 'AWS*',
      projectGroups: 'all',
      tenantTagSets: 'all',
      stepTemplates: 'all',
      scriptModules: 'all',
      machinePolicies: 'all',
      teams: 'all',
      libraryVariableSets: 'AWS*, Global, Notification, SQL Server',
      projects: 'Redgate - Feature Branch Example',
      packages: 'Redgate.*',
      certificates: 'MyCert, OtherCertName',
    });
    expect(options).toEqual({
      overwriteExistingVariables: 'false',
      overwriteExistingCustomStepTemplates: 'true',
      overwriteExistingLifecyclesPhases: 'false',
      cloneProjectChannelRules: 'true',
      cloneTeamUserRoleScoping: 'true',
      cloneProjectVersioningReleaseCreationSettings: 'true',
      cloneProjectRunbooks: 'true',
      cloneProjectLogos: 'true',
      cloneTenantVariables: 'true',
      cloneTenantLogos: 'true',
      cloneProjectDeploymentProcess: 'true',
      processEnvironmentScopingMatch: 'SkipUnlessExactMatch',
      processChannelScopingMatch: 'SkipUnlessPartialMatch',
      variableChannelScopingMatch: 'SkipUnlessPartialMatch',
      variableEnvironmentScopingMatch: 'SkipUnlessExactMatch',
      variableProcessOwnerScopingMatch: 'SkipUnlessPartialMatch',
      variableActionScopingMatch: 'SkipUnlessPartialMatch',
      variableMachineScopingMatch: 'SkipUnlessExactMatch',
      variableAccountScopingMatch: 'SkipUnlessExactMatch',
      variableCertificateScopingMatch: 'SkipUnlessExactMatch',
      infrastructureEnvironmentScopingMatch: 'SkipUnlessExactMatch',
      infrastructureTenantScopingMatch: 'SkipUnlessPartialMatch',
      processCloningOption: 'KeepAdditionalDestinationSteps',
      existingSteps: 'update',
    });
    expect(notes).not.toContain('no parameter');
  });

  it('mirrored instances', () => {
    const { select, options, notes } = converted(mirrored);
    expect(select).toMatchObject({ accounts: 'all', lifecycles: 'all', tenants: 'all', environments: 'all' });
    expect(options).toMatchObject({
      variableTenantTagScopingMatch: 'SkipUnlessExactMatch',
      infrastructureTenantTagScopingMatch: 'SkipUnlessExactMatch',
      processCloningOption: 'SourceOnly',
    });
    expect(notes).not.toContain('no parameter');
  });

  it('a main instance and a production-only one, with a name in the plural', () => {
    const { options, notes } = converted(mainToProduction);
    expect(options).toMatchObject({
      variableTenantTagScopingMatch: 'SkipUnlessExactMatch',
      processEnvironmentScopingMatch: 'SkipUnlessPartialMatch',
      processTenantTagScopingMatch: 'SkipUnlessExactMatch',
    });
    expect(notes).not.toContain('no parameter');
  });

  it.each([
    ['Dev/Test', devTest],
    ['mirrored', mirrored],
    ['production only', mainToProduction],
  ])('%s: no key and no password gets through', (_, script) => {
    const { text, notes } = converted(script);
    for (const secret of ['SOME KEY', 'My Key', 'CertPassword', 'OtherCertPassword', '::'])
      expect(text + notes).not.toContain(secret);
    expect(text).toContain('# - -SourceOctopusApiKey was left out: keys are in no file.');
    expect(text).toContain('# - Passwords of certificates were left out');
  });
});

describe('A command line', () => {
  it.each([
    ['single quotes', "CloneSpace.ps1 -ProjectsToClone 'It''s'", { projects: "It's" }],
    ['escapes in double quotes', 'CloneSpace.ps1 -ProjectsToClone "A `"B`" ""C"""', { projects: 'A "B" "C"' }],
    [
      'no quotes',
      './CloneSpace.ps1 -ProjectsToClone all -TenantsToClone Internal',
      { projects: 'all', tenants: 'Internal' },
    ],
    [
      'arrays',
      'CloneSpace.ps1 -ProjectsToClone "A", "B" -TenantsToClone @("C","D")',
      { projects: 'A, B', tenants: 'C, D' },
    ],
    ['colons', 'CloneSpace.ps1 -ProjectsToClone:all', { projects: 'all' }],
    [
      'comments',
      'CloneSpace.ps1 `\n# -TenantsToClone all\n-ProjectsToClone all <# -TeamsToClone all #>',
      { projects: 'all' },
    ],
    ['other case', 'clonespace.ps1 -PROJECTSTOCLONE all', { projects: 'all' }],
    ['an abbreviation', 'CloneSpace.ps1 -ProjectsTo all', { projects: 'all' }],
    ['nothing', 'CloneSpace.ps1 -ProjectsToClone all -TenantsToClone "" -TargetsToClone $null', { projects: 'all' }],
    [
      'Windows line ends',
      'CloneSpace.ps1 `\r\n  -ProjectsToClone all `\r\n  -TenantsToClone all',
      { projects: 'all', tenants: 'all' },
    ],
    ['no script name', '-ProjectsToClone all', { projects: 'all' }],
    [
      'a script around it',
      '$x = "-y"\n& "$root/CloneSpace.ps1" -ProjectsToClone all\nWrite-Host "-TenantsToClone all"',
      { projects: 'all' },
    ],
    ['a semicolon after it', 'CloneSpace.ps1 -ProjectsToClone all; Other -TenantsToClone all', { projects: 'all' }],
    [
      'a script among the values',
      'CloneSpace.ps1 -ScriptModulesToClone "deploy.ps1" -ProjectsToClone all',
      { scriptModules: 'deploy.ps1', projects: 'all' },
    ],
  ])('may have %s', (_, script, select) => {
    expect(converted(script).select).toEqual(select);
  });

  it('with a parent project becomes a mapping of projects', () => {
    const { map, select } = converted('CloneSpace.ps1 -ParentProjectName Base -ChildProjectsToSync "One,Two"');
    expect(map).toMatchObject({ projects: [{ from: 'Base', to: ['One', 'Two'] }] });
    expect(select).toEqual({ projects: 'Base' });
  });

  it.each([
    [
      'a parameter nobody knows, without its value',
      '-Password hunter2',
      '-Password is no parameter that octosync knows',
    ],
    ['a value that is computed', '-ProjectsToClone $projects', '-ProjectsToClone is computed by the script'],
    [
      'a value that an option does not have',
      '-ProcessCloningOption hunter2',
      '-ProcessCloningOption has a value that processCloningOption does not have',
    ],
    [
      'what we do in another way',
      '-WhatIf $true',
      '-WhatIf is not needed: diff writes nothing to a server, and apply has --dry-run.',
    ],
    [
      'a parameter that is there twice',
      '-ProjectsToClone all -ProjectsToClone hunter2',
      '-ProjectsToClone is there twice: the first one counts.',
    ],
    [
      'children by wildcard',
      '-ParentProjectName A -ChildProjectsToSync "B*"',
      'mappings have no wildcards. Name each one in map.projects.',
    ],
    [
      'a URL that is none',
      '-SourceOctopusUrl https://me:hunter2@a.example.com',
      'The URL of the source is none: write it yourself.',
    ],
    [
      'a password with a comma',
      '-CertificatesToClone "A::x,hunter2"',
      '-CertificatesToClone holds more than names and passwords',
    ],
    [
      'several values for one',
      '-ProcessCloningOption SourceOnly hunter2',
      '-ProcessCloningOption has more than one value',
    ],
  ])('leaves a note on %s', (_, parameters, note) => {
    const { notes, text } = converted(`CloneSpace.ps1 -TenantsToClone all ${parameters}`);
    expect(notes).toContain(note);
    expect(text).toContain(note);
    expect(notes + text).not.toContain('hunter2');
  });

  it.each([
    ['nothing of the kind', 'Write-Host "Hello"', 'There is no parameter of CloneSpace.ps1 in this text.'],
    [
      'two commands',
      'CloneSpace.ps1 -ProjectsToClone A\nCloneSpace.ps1 -ProjectsToClone B',
      'This text holds several commands.',
    ],
  ])('that is none: %s', (_, script, what) => {
    expect(() => starterFromScript(script)).toThrow(what);
  });
});
