import { readFileSync } from 'node:fs';
import { picture } from './picture.js';
import { nugetFeed, scaffolding, template } from './shared.js';
import { deploy, fromTemplate, hidden, manual, retention, script, secret, variable } from './steps.js';

/** The source of the example: at least one of everything that octosync syncs. */
export const makeDevTest = async (server) => {
  await server.post('tagsets', {
    Name: 'Region',
    Description: 'Where a customer trades.',
    Scopes: ['Tenant'],
    Tags: [
      { Name: 'Europe', Color: '#3156B3', Description: '' },
      { Name: 'Asia Pacific', Color: '#227647', Description: '' },
    ],
  });
  await server.post('tagsets', {
    Name: 'Care',
    Description: 'Who is called when it breaks.',
    Scopes: ['Environment', 'Project', 'Runbook'],
    Tags: [{ Name: 'Office hours', Color: '#C16E2D', Description: '' }],
  });
  const base = await scaffolding(server, {
    environments: [
      ['Development', 'Every commit.', ['Care/Office hours']],
      ['Test', 'Where QA works.', []],
    ],
    lifecycles: ['QA Lifecycle'],
  });
  const library = await makeLibrary(server);
  const infrastructure = await makeInfrastructure(server, base);
  const project = await makeProject(server, { ...base, ...library, ...infrastructure });
  await makeReports(server, { ...base, ...library });
  await makeTenant(server, { ...base, ...library, ...infrastructure, project });
  await makeTeam(server, { ...base, ...library, project });
};

const makeLibrary = async (server) => {
  const { Id: feed } = await nugetFeed(server, 'octofx-ci');
  await server.post('feeds', {
    Name: 'Docker Hub',
    FeedType: 'Docker',
    FeedUri: 'https://index.docker.io',
    ApiVersion: 'v2',
  });
  await server.post('git-credentials', {
    Name: 'OctoFX Git',
    Description: 'Reads the deployment scripts.',
    Details: { Username: 'octofx-deploy', Password: hidden },
    RepositoryRestrictions: { Enabled: false, AllowedRepositories: [] },
  });
  const { Id: qa } = await server.post('teams', {
    Name: 'QA',
    Description: 'Signs releases off.',
    MemberUserIds: [],
    ExternalSecurityGroups: [],
  });
  const global = await server.post('libraryvariablesets', {
    Name: 'Global',
    Description: 'What every project needs.',
    ContentType: 'Variables',
    Templates: [
      template.text('Customer.Currency', 'Currency', 'ISO 4217', 'EUR'),
      template.secret('Customer.ApiKey', 'API key'),
    ],
  });
  await server.setVariables(global, [
    variable('Company.Name', 'OctoFX Ltd'),
    variable('Smtp.Host', 'smtp.test.example.com'),
    secret('Smtp.Password'),
  ]);
  const helpers = await server.post('libraryvariablesets', {
    Name: 'Web helpers',
    Description: 'Functions for deployment scripts.',
    ContentType: 'ScriptModule',
  });
  await server.setVariables(helpers, [
    variable(
      'Octopus.Script.Module[Web helpers]',
      'function Invoke-Warmup($url) {\n  Invoke-WebRequest $url -UseBasicParsing | Out-Null\n}',
    ),
    variable('Octopus.Script.Module.Language[Web helpers]', 'PowerShell'),
  ]);
  const announce = await server.post('actiontemplates', {
    Name: 'OctoFX - Announce',
    Description: 'Tells the trading floor what was deployed.',
    ActionType: 'Octopus.Script',
    Packages: [
      { Name: 'Announcer', PackageId: 'OctoFX.Announcer', FeedId: feed, AcquisitionLocation: 'Server', Properties: {} },
    ],
    Parameters: [
      template.text('Announce.Channel', 'Channel', 'Where to', '#trading'),
      template.secret('Announce.Token', 'Token'),
    ],
    Properties: {
      'Octopus.Action.Script.ScriptSource': 'Inline',
      'Octopus.Action.Script.Syntax': 'PowerShell',
      'Octopus.Action.Script.ScriptBody': 'Write-Output "#{Announce.Channel}: #{Octopus.Release.Number} is live."',
    },
  });
  await server.logo(`actiontemplates/${announce.Id}`, picture([47, 147, 224]));
  const [community] = (await server.get('/api/communityactiontemplates?take=100')).Items;
  await server.post(`/api/communityactiontemplates/${community.Id}/installation/Spaces-1`);
  return { feed, qa, global, helpers, announce };
};

const makeInfrastructure = async (server, { env }) => {
  const { Id: pool } = await server.post('workerpools', {
    Name: 'OctoFX Linux',
    Description: 'Runs the scripts.',
    WorkerPoolType: 'StaticWorkerPool',
    SortOrder: 1,
  });
  const { Id: proxy } = await server.post('proxies', {
    Name: 'Way out',
    Host: 'proxy.example.com',
    Port: 3128,
    ProxyType: 'HTTP',
    Username: 'octopus',
    Password: hidden,
  });
  const { Id: policy } = await server.post('machinepolicies', {
    Name: 'Nightly check',
    Description: 'Looks after machines when nobody trades.',
    MachineCleanupPolicy: { DeleteMachinesBehavior: 'DoNotDelete', DeleteMachinesElapsedTimeSpan: '00:00:00' },
  });
  const { Id: aws } = await server.post('accounts', {
    Name: 'AWS Development',
    Description: 'The account of the developers.',
    AccountType: 'AmazonWebServicesAccount',
    AccessKey: 'AKIAEXAMPLE',
    SecretKey: hidden,
    TenantedDeploymentParticipation: 'Untenanted',
  });
  await server.post('accounts', {
    Name: 'Mail relay',
    Description: '',
    AccountType: 'UsernamePassword',
    Username: 'octofx-test',
    Password: hidden,
    TenantedDeploymentParticipation: 'Untenanted',
  });
  const data = readFileSync(new URL('../../snapshots/octofx-tls.pem', import.meta.url)).toString('base64');
  const { Id: tls } = await server.post('certificates', {
    Name: 'OctoFX TLS',
    Notes: 'Of the trading site.',
    CertificateData: { HasValue: true, NewValue: data },
    TenantedDeploymentParticipation: 'Untenanted',
  });
  await server.post('workers', {
    Name: 'linux-worker-1',
    IsDisabled: false,
    WorkerPoolIds: [pool],
    MachinePolicyId: policy,
    Endpoint: {
      CommunicationStyle: 'TentaclePassive',
      Uri: 'https://worker1.example.com:10933/',
      Thumbprint: 'A'.repeat(40),
    },
  });
  const target = (name, roles, endpoint) =>
    server.post('machines', {
      Name: name,
      Roles: roles,
      EnvironmentIds: [env.Test],
      MachinePolicyId: policy,
      IsDisabled: false,
      TenantedDeploymentParticipation: 'Untenanted',
      Endpoint: endpoint,
    });
  const { Id: web } = await target('octofx-web-1', ['octofx-web'], {
    CommunicationStyle: 'TentaclePassive',
    Uri: 'https://web1.test.example.com:10933/',
    Thumbprint: 'B'.repeat(40),
    ProxyId: proxy,
  });
  await target('Frankfurt', ['octofx-region'], { CommunicationStyle: 'None', DefaultWorkerPoolId: pool });
  await target('octofx-laptop', ['octofx-db'], {
    CommunicationStyle: 'TentacleActive',
    Uri: 'poll://laptop/',
    Thumbprint: 'C'.repeat(40),
  });
  return { pool, aws, tls, web };
};

const makeProject = async (server, made) => {
  const { env, lifecycle, group, feed, qa, global, helpers, announce, pool, aws, tls, web } = made;
  const project = await server.post('projects', {
    Name: 'OctoFX',
    Description: 'The trading site.',
    ProjectGroupId: group,
    LifecycleId: lifecycle['Default Lifecycle'],
    IncludedLibraryVariableSetIds: [global.Id, helpers.Id],
    TenantedDeploymentMode: 'TenantedOrUntenanted',
    ProjectTags: ['Care/Office hours'],
    Templates: [
      template.text('Site.Name', 'Name of the site', 'As customers know it', ''),
      template.account('Site.Cloud', 'Where it runs'),
    ],
  });
  await server.logo(`projects/${project.Id}`, picture([13, 128, 80]));
  const channel = await server.post('channels', {
    Name: 'QA',
    Description: 'Releases QA looks at first.',
    ProjectId: project.Id,
    LifecycleId: lifecycle['QA Lifecycle'],
  });
  const process = await server.setSteps(project, [
    deploy('Deploy Database', 'OctoFX.Database', feed, 'octofx-db'),
    manual('QA sign-off', 'Look at the release notes and the test report.', [qa], [channel.Id]),
    deploy('Deploy Web', 'OctoFX.Web', feed, 'octofx-web'),
    script(
      'Warm up caches',
      'Invoke-WebRequest "https://#{Web.Host}/warmup" -UseBasicParsing | Out-Null\nWrite-Output \'Warm.\'',
    ),
    fromTemplate(
      'Announce',
      announce,
      { 'Announce.Channel': '#trading', 'Announce.Token': hidden },
      {
        WorkerPoolId: pool,
        Packages: [
          {
            Name: 'Announcer',
            PackageId: 'OctoFX.Announcer',
            FeedId: feed,
            AcquisitionLocation: 'Server',
            Properties: {},
          },
        ],
      },
    ),
    script('Reset test data', 'Write-Output "Resetting #{Application.Database.Name}"', {
      Environments: [env.Test],
      role: 'octofx-db',
    }),
  ]);
  await server.put(`channels/${channel.Id}`, {
    ...channel,
    Rules: [
      { VersionRange: '', Tag: '^qa', ActionPackages: [{ DeploymentAction: 'Deploy Web', PackageReference: '' }] },
    ],
  });
  const restart = await makeRunbook(server, project, env);
  const stepId = (name) => process.Steps.find((step) => step.Name === name).Actions[0].Id;
  await server.setVariables(project, [
    variable('Application.Database.Name', 'OctoFx-Dev', { Environment: [env.Development] }),
    variable('Application.Database.Name', 'OctoFX-Test', { Environment: [env.Test] }),
    variable('Cloud.Account', aws, {}, { Type: 'AmazonWebServicesAccount' }),
    variable('ConnectionString', 'Server=#{Database.Host};Database=#{Application.Database.Name}', {
      Role: ['octofx-db'],
    }),
    secret('Database.Password'),
    variable('Feature.NewRates', 'True', { Channel: [channel.Id] }),
    variable('Restart.Reason', 'Asked for', { ProcessOwner: [restart.Id] }),
    variable('OctopusPrintVariables', 'True', { Environment: [env.Development], Action: [stepId('Deploy Web')] }),
    variable('Pool', pool, {}, { Type: 'WorkerPool' }),
    variable('Tls', tls, {}, { Type: 'Certificate' }),
    variable('Warmup.Timeout', '30', { Action: [stepId('Warm up caches')] }, { Description: 'Seconds.' }),
    variable('Web.Log', 'verbose', { Machine: [web] }),
  ]);
  const settings = await server.get(`projects/${project.Id}/deploymentsettings`);
  await server.put(`projects/${project.Id}/deploymentsettings`, {
    ...settings,
    DefaultGuidedFailureMode: 'On',
    ReleaseNotesTemplate: 'What is new in #{Octopus.Release.Number}',
    VersioningStrategy: { Template: null, DonorPackage: { DeploymentAction: 'Deploy Web', PackageReference: '' } },
  });
  await server.post('projecttriggers', {
    Name: 'New web servers',
    Description: 'Brings a new machine up to date.',
    ProjectId: project.Id,
    IsDisabled: false,
    Filter: {
      FilterType: 'MachineFilter',
      EnvironmentIds: [env.Test],
      Roles: ['octofx-web'],
      EventGroups: ['MachineAvailableForDeployment'],
      EventCategories: [],
    },
    Action: { ActionType: 'AutoDeploy', ShouldRedeployWhenMachineHasBeenDeployedTo: false },
  });
  await server.post('projecttriggers', {
    Name: 'Restart at night',
    Description: '',
    ProjectId: project.Id,
    IsDisabled: false,
    Filter: { FilterType: 'CronExpressionSchedule', CronExpression: '0 0 3 * * *', Timezone: 'UTC' },
    Action: {
      ActionType: 'RunRunbook',
      RunbookId: restart.Id,
      EnvironmentIds: [env.Test],
      TenantIds: [],
      TenantTags: [],
    },
  });
  const [first] = (await server.get(`projects/${project.Id}/channels`)).Items.filter(({ IsDefault }) => IsDefault);
  await server.post('projecttriggers', {
    Name: 'Nightly release',
    Description: 'What is new becomes a release.',
    ProjectId: project.Id,
    IsDisabled: false,
    Filter: { FilterType: 'CronExpressionSchedule', CronExpression: '0 0 1 * * *', Timezone: 'UTC' },
    Action: { ActionType: 'CreateRelease', ChannelId: first.Id },
  });
  return project;
};

const makeRunbook = async (server, project, env) => {
  const restart = await server.post('runbooks', {
    Name: 'Restart web',
    Description: 'Recycles the web servers, one after the other.',
    ProjectId: project.Id,
    MultiTenancyMode: 'Untenanted',
    EnvironmentScope: 'Specified',
    Environments: [env.Test],
    RunbookTags: ['Care/Office hours'],
    RunRetentionPolicy: { ...retention, Unit: 'Items', QuantityToKeep: 100 },
    DefaultGuidedFailureMode: 'EnvironmentDefault',
    ForcePackageDownload: false,
  });
  await server.put(`runbooks/${restart.Id}`, { ...restart, CancelQueuedTasks: true });
  await server.setRunbookSteps(restart, [
    script('Restart', 'Restart-WebAppPool OctoFX\nWrite-Output "#{Restart.Reason}"'),
  ]);
  return restart;
};

const makeReports = async (server, { lifecycle, group, global, feed }) => {
  const reports = await server.post('projects', {
    Name: 'OctoFX Reports',
    Description: 'Monthly statements.',
    ProjectGroupId: group,
    LifecycleId: lifecycle['Default Lifecycle'],
    IncludedLibraryVariableSetIds: [global.Id],
  });
  await server.setSteps(reports, [deploy('Deploy Reports', 'OctoFX.Reports', feed, 'octofx-reports')]);
  await server.setVariables(reports, [variable('Reports.Day', '1'), secret('Reports.SigningKey')]);
};

const makeTenant = async (server, { env, global, project, aws }) => {
  const tenant = await server.post('tenants', {
    Name: 'Internal',
    Description: 'Our own staff.',
    TenantTags: ['Region/Europe'],
    ProjectEnvironments: { [project.Id]: [env.Development, env.Test] },
  });
  await server.logo(`tenants/${tenant.Id}`, picture([190, 60, 60]));
  const idOf = (owner, name) => owner.Templates.find(({ Name }) => Name === name).Id;
  const common = await server.get(`tenants/${tenant.Id}/commonvariables`);
  await server.put(`tenants/${tenant.Id}/commonvariables`, {
    TenantId: tenant.Id,
    ConcurrencyToken: common.ConcurrencyToken,
    Variables: [
      {
        OwnerId: global.Id,
        TemplateId: idOf(global, 'Customer.Currency'),
        Scope: { EnvironmentIds: [] },
        Value: 'GBP',
      },
      { OwnerId: global.Id, TemplateId: idOf(global, 'Customer.ApiKey'), Scope: { EnvironmentIds: [] }, Value: hidden },
    ],
  });
  const own = await server.get(`tenants/${tenant.Id}/projectvariables`);
  await server.put(`tenants/${tenant.Id}/projectvariables`, {
    TenantId: tenant.Id,
    ConcurrencyToken: own.ConcurrencyToken,
    Variables: [
      {
        OwnerId: project.Id,
        TemplateId: idOf(project, 'Site.Name'),
        Scope: { EnvironmentIds: [] },
        Value: 'OctoFX for staff',
      },
      {
        OwnerId: project.Id,
        TemplateId: idOf(project, 'Site.Cloud'),
        Scope: { EnvironmentIds: [env.Test] },
        Value: aws,
      },
    ],
  });
};

const makeTeam = async (server, { env, qa, project }) => {
  const { Id: role } = await server.post('/api/userroles', {
    Name: 'Release reader',
    Description: 'Sees releases and deployments.',
    GrantedSpacePermissions: ['ProjectView', 'ReleaseView', 'DeploymentView'],
    GrantedSystemPermissions: [],
  });
  await server.post('scopeduserroles', {
    TeamId: qa,
    UserRoleId: role,
    ProjectIds: [project.Id],
    EnvironmentIds: [env.Test],
  });
};
