import { scaffolding, nugetFeed } from './shared.js';
import { deploy, script, secret, variable } from './steps.js';

/** The destination of the example: it has some of the source, in its own way, and things of its own. */
export const makeStagingProd = async (server) => {
  const { env, lifecycle, group } = await scaffolding(server, {
    environments: [
      ['Staging', 'The last look.', []],
      ['Production', 'Customers.', []],
    ],
    lifecycles: [],
  });
  const { Id: feed } = await nugetFeed(server, 'octofx-prod');
  await server.post('accounts', {
    Name: 'Mail relay',
    Description: 'Sends the statements of customers.',
    AccountType: 'UsernamePassword',
    Username: 'octofx-live',
    Password: { HasValue: true, NewValue: 'example' },
    TenantedDeploymentParticipation: 'Untenanted',
  });
  const global = await server.post('libraryvariablesets', {
    Name: 'Global',
    Description: 'What every project needs.',
    ContentType: 'Variables',
    Templates: [],
  });
  await server.setVariables(global, [
    variable('Company.Name', 'OctoFX Ltd'),
    variable('Smtp.Host', 'smtp.example.com'),
    secret('Smtp.Password'),
  ]);
  const project = await server.post('projects', {
    Name: 'OctoFX',
    Description: 'Trading.',
    ProjectGroupId: group,
    LifecycleId: lifecycle['Default Lifecycle'],
    IncludedLibraryVariableSetIds: [global.Id],
    TenantedDeploymentMode: 'TenantedOrUntenanted',
  });
  await server.setSteps(project, [
    deploy('Deploy Database', 'OctoFX.Database', feed, 'octofx-db'),
    deploy('Deploy Web', 'OctoFX.Web', feed, 'octofx-web'),
    script('Tell Operations', 'Write-Output "Released to #{Octopus.Environment.Name}"', {
      Environments: [env.Production],
    }),
  ]);
  await server.setVariables(project, [
    variable('Application.Database.Name', 'OctoFX-Staging', { Environment: [env.Staging] }),
    variable('Application.Database.Name', 'OctoFX', { Environment: [env.Production] }),
    variable('ConnectionString', 'Server=#{Database.Host};Database=#{Application.Database.Name}'),
    secret('Database.Password'),
  ]);
  await server.post('tenants', {
    Name: 'Contoso Bank',
    Description: 'A customer.',
    TenantTags: [],
    ProjectEnvironments: { [project.Id]: [env.Production] },
  });
};
