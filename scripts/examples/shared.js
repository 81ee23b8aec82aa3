import { retention } from './steps.js';

/** What both example spaces begin with: environments, lifecycles over them, and a project group. */
export const scaffolding = async (server, { environments, lifecycles }) => {
  const env = {};
  for (const [index, [name, about, tags]] of environments.entries()) {
    const made = await server.post('environments', {
      Name: name,
      Description: about,
      SortOrder: index,
      UseGuidedFailure: name === 'Production',
      EnvironmentTags: tags,
    });
    env[name] = made.Id;
  }
  const phases = environments.map(([name]) => ({
    Name: name,
    OptionalDeploymentTargets: [env[name]],
    AutomaticDeploymentTargets: [],
    MinimumEnvironmentsBeforePromotion: 0,
    IsOptionalPhase: false,
  }));
  const policies = { ReleaseRetentionPolicy: retention, TentacleRetentionPolicy: retention };
  const first = (await server.get('lifecycles/all')).find(({ Name }) => Name === 'Default Lifecycle');
  const about = 'Every environment, one after the other.';
  await server.put(`lifecycles/${first.Id}`, { ...first, Description: about, Phases: phases, ...policies });
  const lifecycle = { 'Default Lifecycle': first.Id };
  for (const name of lifecycles) {
    const made = await server.post('lifecycles', {
      Name: name,
      Description: 'Only what QA needs.',
      Phases: phases,
      ...policies,
    });
    lifecycle[name] = made.Id;
  }
  const { Id: group } = await server.post('projectgroups', {
    Name: 'OctoFX',
    Description: 'The currency trading product.',
  });
  return { env, lifecycle, group };
};

export const nugetFeed = (server, user) =>
  server.post('feeds', {
    Name: 'OctoFX NuGet',
    FeedType: 'NuGet',
    FeedUri: 'https://nuget.example.com/v3/index.json',
    Username: user,
    Password: { HasValue: true, NewValue: 'example' },
    EnhancedMode: false,
    DownloadAttempts: 5,
    DownloadRetryBackoffSeconds: 10,
  });

const text = (name, label, help, value) => ({
  Name: name,
  Label: label,
  HelpText: help,
  DefaultValue: value,
  DisplaySettings: { 'Octopus.ControlType': 'SingleLineText' },
});

export const template = {
  text,
  secret: (name, label) => ({
    Name: name,
    Label: label,
    HelpText: '',
    DefaultValue: { HasValue: false, NewValue: null },
    DisplaySettings: { 'Octopus.ControlType': 'Sensitive' },
  }),
  account: (name, label) => ({
    ...text(name, label, '', ''),
    DisplaySettings: { 'Octopus.ControlType': 'AmazonWebServicesAccount' },
  }),
};
