// Made by scripts/contract-members.js from the vendor's contract.
/** Names in one text, with blanks between them. */
export interface ContractMembers {
  readonly members: string;
  readonly required: string;
  /** By where they stand: Steps.Actions. */
  readonly inside?: Readonly<Record<string, string>>;
  readonly ofKind?: Readonly<Record<string, string>>;
}

/** Generation of servers → path → what its requests have. */
export const contractMembers: Readonly<Record<string, Readonly<Record<string, ContractMembers>>>> = {
  '2026': {
    environments: {
      members:
        'AllowDynamicInfrastructure Description EnvironmentId EnvironmentTags ExtensionSettings Id LastModifiedBy LastModifiedOn Links Name Slug SortOrder SpaceId UseGuidedFailure',
      inside: { ExtensionSettings: 'ExtensionId Values' },
      required: 'Name SpaceId',
    },
    projectgroups: {
      members: 'Description EnvironmentIds Id LastModifiedBy LastModifiedOn Links Name RetentionPolicyId Slug SpaceId',
      required: 'Name SpaceId',
    },
    lifecycles: {
      members:
        'Description Id LastModifiedBy LastModifiedOn Links Name Phases ReleaseRetentionPolicy Slug SpaceId TentacleRetentionPolicy',
      inside: {
        Phases:
          'AutomaticDeploymentTargets Id IsOptionalPhase IsPriorityPhase MinimumEnvironmentsBeforePromotion Name OptionalDeploymentTargets ReleaseRetentionPolicy TentacleRetentionPolicy',
        'Phases.ReleaseRetentionPolicy': 'QuantityToKeep ShouldKeepForever Strategy Unit',
        'Phases.TentacleRetentionPolicy': 'QuantityToKeep ShouldKeepForever Strategy Unit',
        ReleaseRetentionPolicy: 'QuantityToKeep ShouldKeepForever Strategy Unit',
        TentacleRetentionPolicy: 'QuantityToKeep ShouldKeepForever Strategy Unit',
      },
      required: 'Name SpaceId',
    },
    machinepolicies: {
      members:
        'ConnectionConnectTimeout ConnectionRetryCountLimit ConnectionRetrySleepInterval ConnectionRetryTimeLimit Description Id IsDefault LastModifiedBy LastModifiedOn Links MachineCleanupPolicy MachineConnectivityPolicy MachineHealthCheckPolicy MachinePackageCacheRetentionPolicy MachineRpcCallRetryPolicy MachineUpdatePolicy Name PollingRequestMaximumMessageProcessingTimeout PollingRequestQueueTimeout SpaceId',
      inside: {
        MachineCleanupPolicy: 'DeleteMachinesBehavior DeleteMachinesElapsedTimeSpan',
        MachineConnectivityPolicy: 'MachineConnectivityBehavior',
        MachineHealthCheckPolicy:
          'BashHealthCheckPolicy HealthCheckCron HealthCheckCronTimezone HealthCheckInterval HealthCheckType PowerShellHealthCheckPolicy SshEndpointHealthCheckPolicy TentacleEndpointHealthCheckPolicy',
        'MachineHealthCheckPolicy.BashHealthCheckPolicy': 'RunType ScriptBody',
        'MachineHealthCheckPolicy.PowerShellHealthCheckPolicy': 'RunType ScriptBody',
        'MachineHealthCheckPolicy.SshEndpointHealthCheckPolicy': 'RunType ScriptBody',
        'MachineHealthCheckPolicy.TentacleEndpointHealthCheckPolicy': 'RunType ScriptBody',
        MachinePackageCacheRetentionPolicy:
          'PackageUnit QuantityOfPackagesToKeep QuantityOfVersionsToKeep Strategy VersionUnit',
        MachineRpcCallRetryPolicy: 'Enabled HealthCheckRetryDuration RetryDuration',
        MachineUpdatePolicy:
          'CalamariUpdateBehavior KubernetesAgentUpdateBehavior TentacleUpdateAccountId TentacleUpdateBehavior',
      },
      required: 'Name SpaceId',
    },
    feeds: {
      members:
        'ClientVersion FeedType Id LastModifiedBy LastModifiedOn Links Name PackageAcquisitionLocationOptions Slug SpaceId',
      inside: {
        ClientVersion:
          'Format HasMetadata IsLegacyVersion IsPrerelease IsSemVer2 Major Metadata Minor OriginalString Patch Release ReleaseLabels Revision Version',
      },
      required: 'FeedType Name SpaceId',
      ofKind: {
        NuGet: 'DownloadAttempts DownloadRetryBackoffSeconds EnhancedMode FeedUri Password Username',
        Docker: 'ApiVersion DownloadAttempts DownloadRetryBackoffSeconds FeedUri Password RegistryPath Username',
        Maven: 'DownloadAttempts DownloadRetryBackoffSeconds FeedUri Password Username',
        OctopusProject: '',
        GitHub: 'DownloadAttempts DownloadRetryBackoffSeconds FeedUri Password Username',
        Helm: 'FeedUri Password Username',
        OciRegistry: 'FeedUri Password Username',
        AwsElasticContainerRegistry: 'AccessKey OidcAuthentication Region SecretKey UseMachineCredentials',
        BuiltIn: 'DeletePackagesAssociatedWithReleases DeleteUnreleasedPackagesAfterDays IsBuiltInRepoSyncEnabled',
        S3: 'AccessKey Region SecretKey UseMachineCredentials',
        AzureContainerRegistry:
          'ApiVersion DownloadAttempts DownloadRetryBackoffSeconds FeedUri OidcAuthentication Password RegistryPath Username',
        GoogleContainerRegistry:
          'ApiVersion DownloadAttempts DownloadRetryBackoffSeconds FeedUri OidcAuthentication Password RegistryPath Username',
        ArtifactoryGeneric: 'FeedUri LayoutRegex Password Repository Username',
        Npm: 'DownloadAttempts DownloadRetryBackoffSeconds FeedUri Password Username',
        GcsStorage:
          'DownloadAttempts DownloadRetryBackoffSeconds OidcAuthentication Project ServiceAccountJsonKey UseServiceAccountKey',
        PyPi: 'DownloadAttempts DownloadRetryBackoffSeconds FeedUri Password Username',
      },
    },
    tagsets: {
      members: 'Description Id IsSystem LastModifiedBy LastModifiedOn Links Name Scopes SortOrder SpaceId Tags Type',
      inside: { Tags: 'CanonicalTagName Color Description Id Name SortOrder' },
      required: 'Name SpaceId',
    },
    libraryvariablesets: {
      members:
        'ContentType Description Id LastModifiedBy LastModifiedOn Links Name SpaceId Templates VariableSetId Version',
      inside: { Templates: 'DefaultValue DisplaySettings HelpText Id Label Name' },
      required: 'Name SpaceId',
    },
    variables: {
      members: 'ChangeDescription Id LastModifiedBy LastModifiedOn Links OwnerId ScopeValues SpaceId Variables Version',
      inside: {
        ScopeValues:
          'Actions Channels EnvironmentParameters Environments Machines ProcessTemplateSteps Processes Roles TargetTagParameters TenantTagParameters TenantTags',
        'ScopeValues.Actions': 'Id Name',
        'ScopeValues.Channels': 'Id Name',
        'ScopeValues.Environments': 'Id Name',
        'ScopeValues.Machines': 'Id Name',
        'ScopeValues.Processes': 'Id Name ProcessType',
        'ScopeValues.Roles': 'Id Name',
        'ScopeValues.TenantTags': 'Id Name',
        'ScopeValues.EnvironmentParameters': 'Id Name',
        'ScopeValues.ProcessTemplateSteps': 'Id Name',
        'ScopeValues.TargetTagParameters': 'Id Name',
        'ScopeValues.TenantTagParameters': 'Id Name',
        Variables: 'Description Id IsEditable IsSensitive Name Prompt Scope Type Value',
        'Variables.Prompt': 'Description DisplaySettings Label Required',
        'Variables.Scope':
          'Action Channel Environment EnvironmentParameter Machine ParentDeployment Private ProcessOwner ProcessTemplateStep Project ProjectTemplate Role TargetRole TargetTagParameter TemplatedProject Tenant TenantTag TenantTagParameter Trigger User',
      },
      required: '',
    },
    projects: {
      members:
        'AllowIgnoreChannelRules AutoCreateRelease AutoDeployReleaseOverrides ChangeDescription Clone ClonedFromProjectId CombineHealthAndSyncStatusInDashboardLiveStatus DefaultGuidedFailureMode DefaultPowerShellEdition DefaultToSkipIfAlreadyInstalled DeploymentChangesTemplate DeploymentProcessId DeprovisioningRunbookId Description DiscreteChannelRelease ExecuteDeploymentsOnEventBasedPipeline ExtensionSettings ForcePackageDownload Icon Id IncludedLibraryVariableSetIds IsBadgesEnabled IsDisabled IsVersionControlled LastModifiedBy LastModifiedOn LifecycleId Links Name PersistenceSettings ProjectConnectivityPolicy ProjectGroupId ProjectId ProjectTags ProjectTemplateDetails ProvisioningRunbookId ReleaseCreationStrategy ReleaseNotesTemplate RetainTenantConnections Slug SpaceId Templates TenantedDeploymentMode VariableSetId VersioningStrategy',
      inside: {
        AutoDeployReleaseOverrides: 'EnvironmentId ReleaseId TenantId',
        ExtensionSettings: 'ExtensionId Values',
        ProjectConnectivityPolicy:
          'AllowDeploymentsToNoTargets ExcludeUnhealthyTargets SkipMachineBehavior TargetRoles',
        ReleaseCreationStrategy: 'ChannelId ReleaseCreationPackage',
        'ReleaseCreationStrategy.ReleaseCreationPackage': 'DeploymentAction PackageReference',
        Templates: 'DefaultValue DisplaySettings HelpText Id Label Name',
        VersioningStrategy: 'DonorPackage Template',
        'VersioningStrategy.DonorPackage': 'DeploymentAction PackageReference',
        Icon: 'Color Id',
        ProjectTemplateDetails: 'IsShared Slug VersionMask',
      },
      required: 'Name ProjectGroupId SpaceId',
    },
    channels: {
      members:
        'AutomaticEphemeralEnvironmentDeployments CustomFieldDefinitions Description EphemeralEnvironmentNameTemplate GitReferenceRules GitResourceRules Id IsDefault LastModifiedBy LastModifiedOn LifecycleId Links Name ParentEnvironmentId ProjectId Rules Slug SpaceId TenantTags Type',
      inside: {
        CustomFieldDefinitions: 'Description FieldName',
        GitResourceRules: 'GitDependencyActions Id Rules',
        Rules:
          'ActionPackages Actions Id LastModifiedBy LastModifiedOn Links Tag VersionRange VersionTagRegex VersioningStrategy',
      },
      required: 'Name ProjectId SpaceId',
    },
    deploymentprocesses: {
      members:
        'ChangeDescription Id LastModifiedBy LastModifiedOn LastSnapshotId Links ProjectId SpaceId Steps Version',
      inside: {
        Steps:
          'Actions Condition Id Name PackageRequirement Properties RequiresPackagesToBeAcquired Slug StartTrigger Type',
        'Steps.Actions':
          'ActionType CanBeUsedForProjectVersioning Channels Condition Container Environments ExcludedEnvironments GitDependencies Id Inputs IsDisabled IsRequired LastModifiedBy LastModifiedOn Links Name Notes Packages Properties Slug StepPackageVersion TenantTags WorkerPoolId WorkerPoolVariable',
        'Steps.Actions.Container': 'Dockerfile FeedId GitUrl Image',
        'Steps.Actions.GitDependencies':
          'DefaultBranch FilePathFilters GitCredentialId GitCredentialType GitHubConnectionId Name RepositoryUri StepPackageInputsReferenceId',
        'Steps.Actions.Packages':
          'AcquisitionLocation FeedId Id IsPrimaryPackage Name PackageId Properties StepPackageInputsReferenceId Version',
      },
      required: 'Steps Version',
    },
    tenants: {
      members:
        'Clone ClonedFromTenantId CustomFields Description Icon Id IsDisabled LastModifiedBy LastModifiedOn Links Name ProjectEnvironments Slug SpaceId TenantTags',
      inside: { Icon: 'Color Id' },
      required: 'Name SpaceId',
    },
    proxies: {
      members: 'Host Id LastModifiedBy LastModifiedOn Links Name Password Port ProxyType SpaceId Username',
      required: 'Host Name Port SpaceId',
    },
    workerpools: {
      members:
        'CanAddWorkers Description Id IsDefault LastModifiedBy LastModifiedOn Links Name Slug SortOrder SpaceId WorkerPoolType WorkerType',
      required: 'IsDefault Name SpaceId WorkerPoolType',
    },
    teams: {
      members:
        'CanBeDeleted CanBeRenamed CanChangeMembers CanChangeRoles Description ExternalSecurityGroups Id LastModifiedBy LastModifiedOn Links MemberUserIds Name Slug SpaceId',
      inside: { ExternalSecurityGroups: 'DisplayIdAndName DisplayName Id' },
      required: 'ExternalSecurityGroups MemberUserIds Name',
    },
    userroles: {
      members:
        'CanBeDeleted Description GrantedSpacePermissions GrantedSystemPermissions Id LastModifiedBy LastModifiedOn Links Name SpacePermissionDescriptions SupportedRestrictions SystemPermissionDescriptions',
      required: 'Name',
    },
    accounts: {
      members:
        'AccountId AccountType Description EnvironmentIds Id LastModifiedBy LastModifiedOn Links Name Slug SpaceId TenantIds TenantTags TenantedDeploymentParticipation',
      required: 'AccountType Name SpaceId',
      ofKind: {
        AmazonWebServicesAccount: 'AccessKey Region SecretKey',
        AmazonWebServicesOidcAccount:
          'AccountTestSubjectKeys CustomClaims DeploymentSubjectKeys HealthCheckSubjectKeys Region RoleArn SessionDuration',
        AzureOidc:
          'AccountTestSubjectKeys ActiveDirectoryEndpointBaseUri Audience AzureEnvironment ClientId DeploymentSubjectKeys HealthCheckSubjectKeys ResourceManagementEndpointBaseUri SubscriptionNumber TenantId',
        AzureServicePrincipal:
          'ActiveDirectoryEndpointBaseUri AzureEnvironment ClientId Password ResourceManagementEndpointBaseUri SubscriptionNumber TenantId',
        AzureSubscription:
          'AzureEnvironment CertificateBytes CertificateThumbprint ServiceManagementEndpointBaseUri ServiceManagementEndpointSuffix SubscriptionNumber',
        GenericOidcAccount: 'Audience DeploymentSubjectKeys',
        GoogleCloudAccount: 'JsonKey',
        GoogleCloudOidcAccount:
          'AccountTestSubjectKeys Audience CustomClaims DeploymentSubjectKeys HealthCheckSubjectKeys TokenLifetimeSeconds',
        SshKeyPair: 'PrivateKeyFile PrivateKeyPassphrase Username',
        Token: 'Token',
        UsernamePassword: 'Password Username',
        AmazonWebServicesRoleAccount: '',
      },
    },
    certificates: {
      members:
        'Archived CertificateChain CertificateData CertificateDataFormat EnvironmentIds HasPrivateKey Id IsExpired IssuerCommonName IssuerDistinguishedName IssuerOrganization LastModifiedBy LastModifiedOn Links Name NotAfter NotBefore Notes Password ReplacedBy SelfSigned SerialNumber SignatureAlgorithmName SpaceId SubjectAlternativeNames SubjectCommonName SubjectDistinguishedName SubjectOrganization TenantIds TenantTags TenantedDeploymentParticipation Thumbprint Version',
      inside: {
        CertificateChain:
          'IssuerDistinguishedName NotAfter NotBefore SerialNumber SignatureAlgorithmName SpaceId SubjectDistinguishedName Thumbprint Version',
      },
      required: 'CertificateData Name SpaceId',
    },
    machines: {
      members:
        'Architecture Endpoint EnvironmentIds HasLatestCalamari HealthStatus Id IsDisabled IsInProcess LastModifiedBy LastModifiedOn Links MachineId MachinePolicyId Name OperatingSystem OperatingSystemVersion Roles ShellName ShellVersion SkipInitialHealthCheck Slug SpaceId Status StatusSummary TenantIds TenantTags TenantedDeploymentParticipation Thumbprint Uri',
      required: 'EnvironmentIds Name Roles SpaceId',
    },
    workers: {
      members:
        'Architecture Endpoint HasLatestCalamari HealthStatus Id IsDisabled IsInProcess LastModifiedBy LastModifiedOn Links MachinePolicyId Name OperatingSystem OperatingSystemVersion ShellName ShellVersion SkipInitialHealthCheck Slug SpaceId Status StatusSummary Thumbprint Uri WorkerPoolIds',
      required: 'Endpoint IsDisabled Name SpaceId WorkerPoolIds',
    },
    scopeduserroles: {
      members:
        'EnvironmentIds Id LastModifiedBy LastModifiedOn Links ProjectGroupIds ProjectIds SpaceId TeamId TenantIds UserRoleId',
      required: 'TeamId UserRoleId',
    },
    runbooks: {
      members:
        'CancelQueuedTasks CancelRunningTasks ChangeDescription Clone ConnectivityPolicy DefaultGuidedFailureMode Description EnvironmentScope Environments FailTargetDiscovery ForcePackageDownload Id LastModifiedBy LastModifiedOn Links MultiTenancyMode Name ProjectId PublishedRunbookSnapshotId RunRetentionPolicy RunbookProcessId RunbookTags Slug SpaceId',
      inside: {
        ConnectivityPolicy: 'AllowDeploymentsToNoTargets ExcludeUnhealthyTargets SkipMachineBehavior TargetRoles',
        RunRetentionPolicy: 'QuantityToKeep ShouldKeepForever Strategy Unit',
      },
      required: 'Name ProjectId RunRetentionPolicy SpaceId',
    },
    runbookProcesses: {
      members:
        'ChangeDescription Id LastModifiedBy LastModifiedOn LastSnapshotId Links ProjectId RunbookId SpaceId Steps Version',
      inside: {
        Steps:
          'Actions Condition Id Name PackageRequirement Properties RequiresPackagesToBeAcquired Slug StartTrigger Type',
        'Steps.Actions':
          'ActionType CanBeUsedForProjectVersioning Channels Condition Container Environments ExcludedEnvironments GitDependencies Id Inputs IsDisabled IsRequired LastModifiedBy LastModifiedOn Links Name Notes Packages Properties Slug StepPackageVersion TenantTags WorkerPoolId WorkerPoolVariable',
        'Steps.Actions.Container': 'Dockerfile FeedId GitUrl Image',
        'Steps.Actions.GitDependencies':
          'DefaultBranch FilePathFilters GitCredentialId GitCredentialType GitHubConnectionId Name RepositoryUri StepPackageInputsReferenceId',
        'Steps.Actions.Packages':
          'AcquisitionLocation FeedId Id IsPrimaryPackage Name PackageId Properties StepPackageInputsReferenceId Version',
      },
      required: 'Version',
    },
    projecttriggers: {
      members: 'Action Description Filter Id IsDisabled LastModifiedBy LastModifiedOn Links Name ProjectId SpaceId',
      required: 'Action Filter Name ProjectId SpaceId',
    },
    deploymentsettings: {
      members:
        'CancelQueuedTasks CancelRunningTasks ChangeDescription ConnectivityPolicy DefaultGuidedFailureMode DefaultToSkipIfAlreadyInstalled DeploymentChangesTemplate FailTargetDiscovery ForcePackageDownload Id LastModifiedBy LastModifiedOn Links ProjectId ReleaseNotesTemplate SpaceId VersioningStrategy',
      inside: {
        ConnectivityPolicy: 'AllowDeploymentsToNoTargets ExcludeUnhealthyTargets SkipMachineBehavior TargetRoles',
        VersioningStrategy: 'DonorPackage Template',
        'VersioningStrategy.DonorPackage': 'DeploymentAction PackageReference',
      },
      required: 'SpaceId',
    },
    actiontemplates: {
      members:
        'ActionType CommunityActionTemplateId Description GitDependencies Id Inputs LastModifiedBy LastModifiedOn Links Name Packages Parameters Properties SpaceId StepPackageVersion Version',
      inside: {
        GitDependencies:
          'DefaultBranch FilePathFilters GitCredentialId GitCredentialType GitHubConnectionId Name RepositoryUri StepPackageInputsReferenceId',
        Inputs: 'Value',
        Packages:
          'AcquisitionLocation FeedId Id IsPrimaryPackage Name PackageId Properties StepPackageInputsReferenceId Version',
        Parameters: 'DefaultValue DisplaySettings HelpText Id Label Name',
      },
      required: 'ActionType Name SpaceId',
    },
    'git-credentials': {
      members: 'Description Details Id LastModifiedBy LastModifiedOn Links Name RepositoryRestrictions SpaceId',
      inside: { Details: 'Password Type Username', RepositoryRestrictions: 'AllowedRepositories Enabled' },
      required: 'Details Name SpaceId',
    },
    'build-information': {
      members:
        'Id LastModifiedBy LastModifiedOn Links OctopusBuildInformation OverwriteMode PackageId Replace SpaceId Version',
      inside: {
        OctopusBuildInformation: 'Branch BuildEnvironment BuildNumber BuildUrl Commits VcsCommitNumber VcsRoot VcsType',
        'OctopusBuildInformation.Commits': 'Comment Id',
      },
      required: 'OctopusBuildInformation PackageId SpaceId Version',
    },
  },
  '2020.5': {
    environments: {
      members:
        'AllowDynamicInfrastructure Description ExtensionSettings Id LastModifiedBy LastModifiedOn Links Name SortOrder SpaceId UseGuidedFailure',
      inside: { ExtensionSettings: 'ExtensionId Values' },
      required: 'Name',
    },
    projectgroups: {
      members: 'Description EnvironmentIds Id LastModifiedBy LastModifiedOn Links Name RetentionPolicyId SpaceId',
      required: 'Name',
    },
    lifecycles: {
      members:
        'Description Id LastModifiedBy LastModifiedOn Links Name Phases ReleaseRetentionPolicy SpaceId TentacleRetentionPolicy',
      inside: {
        Phases:
          'AutomaticDeploymentTargets Id IsOptionalPhase MinimumEnvironmentsBeforePromotion Name OptionalDeploymentTargets ReleaseRetentionPolicy TentacleRetentionPolicy',
        'Phases.ReleaseRetentionPolicy': 'QuantityToKeep ShouldKeepForever Unit',
        'Phases.TentacleRetentionPolicy': 'QuantityToKeep ShouldKeepForever Unit',
        ReleaseRetentionPolicy: 'QuantityToKeep ShouldKeepForever Unit',
        TentacleRetentionPolicy: 'QuantityToKeep ShouldKeepForever Unit',
      },
      required: 'Name',
    },
    machinepolicies: {
      members:
        'ConnectionConnectTimeout ConnectionRetryCountLimit ConnectionRetrySleepInterval ConnectionRetryTimeLimit Description Id IsDefault LastModifiedBy LastModifiedOn Links MachineCleanupPolicy MachineConnectivityPolicy MachineHealthCheckPolicy MachineUpdatePolicy Name PollingRequestMaximumMessageProcessingTimeout PollingRequestQueueTimeout SpaceId',
      inside: {
        MachineCleanupPolicy: 'DeleteMachinesBehavior DeleteMachinesElapsedTimeSpan',
        MachineConnectivityPolicy: 'MachineConnectivityBehavior',
        MachineHealthCheckPolicy:
          'BashHealthCheckPolicy HealthCheckCron HealthCheckCronTimezone HealthCheckInterval HealthCheckType PowerShellHealthCheckPolicy SshEndpointHealthCheckPolicy TentacleEndpointHealthCheckPolicy',
        'MachineHealthCheckPolicy.BashHealthCheckPolicy': 'RunType ScriptBody',
        'MachineHealthCheckPolicy.PowerShellHealthCheckPolicy': 'RunType ScriptBody',
        'MachineHealthCheckPolicy.TentacleEndpointHealthCheckPolicy': 'RunType ScriptBody',
        'MachineHealthCheckPolicy.SshEndpointHealthCheckPolicy': 'RunType ScriptBody',
        MachineUpdatePolicy: 'CalamariUpdateBehavior TentacleUpdateAccountId TentacleUpdateBehavior',
      },
      required: 'Name',
    },
    feeds: {
      members: 'FeedType Id LastModifiedBy LastModifiedOn Links Name PackageAcquisitionLocationOptions SpaceId',
      required: 'FeedType Name',
      ofKind: {
        AwsElasticContainerRegistry: 'AccessKey Region SecretKey UseMachineCredentials',
        BuiltIn: 'DeletePackagesAssociatedWithReleases DeleteUnreleasedPackagesAfterDays IsBuiltInRepoSyncEnabled',
        Docker: 'ApiVersion DownloadAttempts DownloadRetryBackoffSeconds FeedUri Password RegistryPath Username',
        GitHub: 'DownloadAttempts DownloadRetryBackoffSeconds FeedUri Password Username',
        Helm: 'FeedUri Password Username',
        Maven: 'DownloadAttempts DownloadRetryBackoffSeconds FeedUri Password Username',
        NuGet: 'DownloadAttempts DownloadRetryBackoffSeconds EnhancedMode FeedUri Password Username',
        OctopusProject: '',
      },
    },
    tagsets: {
      members: 'Description Id LastModifiedBy LastModifiedOn Links Name SortOrder SpaceId Tags',
      inside: { Tags: 'CanonicalTagName Color Description Id Name SortOrder' },
      required: 'Name',
    },
    libraryvariablesets: {
      members: 'ContentType Description Id LastModifiedBy LastModifiedOn Links Name SpaceId Templates VariableSetId',
      inside: { Templates: 'DefaultValue DisplaySettings HelpText Id Label Name' },
      required: 'Name',
    },
    variables: {
      members: 'Id LastModifiedBy LastModifiedOn Links OwnerId ScopeValues SpaceId Variables Version',
      inside: {
        ScopeValues: 'Actions Channels Environments Machines Processes Roles TenantTags',
        'ScopeValues.Actions': 'Id Name',
        'ScopeValues.Channels': 'Id Name',
        'ScopeValues.Environments': 'Id Name',
        'ScopeValues.Machines': 'Id Name',
        'ScopeValues.Processes': 'Id Name ProcessType',
        'ScopeValues.Roles': 'Id Name',
        'ScopeValues.TenantTags': 'Id Name',
        Variables: 'Description Id IsEditable IsSensitive Name Prompt Scope Type Value',
        'Variables.Prompt': 'Description DisplaySettings Label Required',
        'Variables.Scope':
          'Action Channel Environment Machine ParentDeployment Private ProcessOwner Project Role TargetRole Tenant TenantTag Trigger User',
      },
      required: 'Version',
    },
    projects: {
      members:
        'AutoCreateRelease AutoDeployReleaseOverrides ClonedFromProjectId DefaultGuidedFailureMode DefaultToSkipIfAlreadyInstalled DeploymentChangesTemplate DeploymentProcessId Description DiscreteChannelRelease ExtensionSettings Id IncludedLibraryVariableSetIds IsDisabled IsVersionControlled LastModifiedBy LastModifiedOn LifecycleId Links Name ProjectConnectivityPolicy ProjectGroupId ReleaseCreationStrategy ReleaseNotesTemplate Slug SpaceId Templates TenantedDeploymentMode VariableSetId VersionControlSettings VersioningStrategy',
      inside: {
        AutoDeployReleaseOverrides: 'EnvironmentId ReleaseId TenantId',
        ExtensionSettings: 'ExtensionId Values',
        ProjectConnectivityPolicy:
          'AllowDeploymentsToNoTargets ExcludeUnhealthyTargets SkipMachineBehavior TargetRoles',
        ReleaseCreationStrategy: 'ChannelId ReleaseCreationPackage ReleaseCreationPackageStepId',
        'ReleaseCreationStrategy.ReleaseCreationPackage': 'DeploymentAction PackageReference',
        Templates: 'DefaultValue DisplaySettings HelpText Id Label Name',
        VersionControlSettings: 'DefaultBranch Password Url Username',
        VersioningStrategy: 'DonorPackage DonorPackageStepId Template',
        'VersioningStrategy.DonorPackage': 'DeploymentAction PackageReference',
      },
      required: 'LifecycleId Name ProjectGroupId',
    },
    channels: {
      members:
        'Description Id IsDefault LastModifiedBy LastModifiedOn LifecycleId Links Name ProjectId Rules SpaceId TenantTags',
      inside: {
        Rules: 'ActionPackages Actions Id LastModifiedBy LastModifiedOn Links Tag VersionRange',
        'Rules.ActionPackages': 'DeploymentAction PackageReference',
      },
      required: 'Name ProjectId',
    },
    deploymentprocesses: {
      members: 'Id LastModifiedBy LastModifiedOn LastSnapshotId Links ProjectId SpaceId Steps Version',
      inside: {
        Steps: 'Actions Condition Id Name PackageRequirement Properties StartTrigger',
        'Steps.Actions':
          'ActionType CanBeUsedForProjectVersioning Channels Condition Container Environments ExcludedEnvironments Id IsDisabled IsRequired LastModifiedBy LastModifiedOn Links Name Notes Packages Properties Slug TenantTags WorkerPoolId WorkerPoolVariable',
        'Steps.Actions.Container': 'FeedId Image',
        'Steps.Actions.Packages': 'AcquisitionLocation FeedId Id Name PackageId Properties',
      },
      required: 'Version',
    },
    tenants: {
      members:
        'ClonedFromTenantId Description Id LastModifiedBy LastModifiedOn Links Name ProjectEnvironments SpaceId TenantTags',
      required: 'Name',
    },
    proxies: {
      members: 'Host Id LastModifiedBy LastModifiedOn Links Name Password Port ProxyType SpaceId Username',
      required: 'Name',
    },
    workerpools: {
      members:
        'CanAddWorkers Description Id IsDefault LastModifiedBy LastModifiedOn Links Name SortOrder SpaceId WorkerPoolType',
      required: 'Name',
    },
    teams: {
      members:
        'CanBeDeleted CanBeRenamed CanChangeMembers CanChangeRoles Description EnvironmentIds ExternalSecurityGroups Id LastModifiedBy LastModifiedOn Links MemberUserIds Name ProjectGroupIds ProjectIds SpaceId TenantIds TenantTags UserRoleIds',
      inside: { ExternalSecurityGroups: 'DisplayIdAndName DisplayName Id' },
      required: 'Name',
    },
    userroles: {
      members:
        'CanBeDeleted Description GrantedPermissions GrantedSpacePermissions GrantedSystemPermissions Id LastModifiedBy LastModifiedOn Links Name PermissionDescriptions SpacePermissionDescriptions SupportedRestrictions SystemPermissionDescriptions',
      required: 'Name',
    },
    accounts: {
      members:
        'AccountType Description EnvironmentIds Id LastModifiedBy LastModifiedOn Links Name SpaceId TenantIds TenantTags TenantedDeploymentParticipation',
      required: 'AccountType Name',
      ofKind: {
        AmazonWebServicesAccount: 'AccessKey Region SecretKey',
        AzureServicePrincipal:
          'ActiveDirectoryEndpointBaseUri AzureEnvironment ClientId Password ResourceManagementEndpointBaseUri SubscriptionNumber TenantId',
        AzureSubscription:
          'AzureEnvironment CertificateBytes CertificateThumbprint ServiceManagementEndpointBaseUri ServiceManagementEndpointSuffix SubscriptionNumber',
        SshKeyPair: 'PrivateKeyFile PrivateKeyPassphrase Username',
        Token: 'Token',
        UsernamePassword: 'Password Username',
      },
    },
    certificates: {
      members:
        'Archived CertificateChain CertificateData CertificateDataFormat EnvironmentIds HasPrivateKey Id IsExpired IssuerCommonName IssuerDistinguishedName IssuerOrganization LastModifiedBy LastModifiedOn Links Name NotAfter NotBefore Notes Password ReplacedBy SelfSigned SerialNumber SignatureAlgorithmName SpaceId SubjectAlternativeNames SubjectCommonName SubjectDistinguishedName SubjectOrganization TenantIds TenantTags TenantedDeploymentParticipation Thumbprint Version',
      inside: {
        CertificateChain:
          'IssuerDistinguishedName NotAfter NotBefore SerialNumber SignatureAlgorithmName SubjectDistinguishedName Thumbprint Version',
      },
      required: 'Name',
    },
    machines: {
      members:
        'Endpoint EnvironmentIds HasLatestCalamari HealthStatus Id IsDisabled IsInProcess LastModifiedBy LastModifiedOn Links MachinePolicyId MachinePolicyName Name OperatingSystem Roles ShellName ShellVersion SpaceId Status StatusSummary TenantIds TenantTags TenantedDeploymentParticipation Thumbprint Uri',
      required: 'EnvironmentIds Name Roles',
    },
    workers: {
      members:
        'Endpoint HasLatestCalamari HealthStatus Id IsDisabled IsInProcess LastModifiedBy LastModifiedOn Links MachinePolicyId Name OperatingSystem ShellName ShellVersion SpaceId Status StatusSummary Thumbprint Uri WorkerPoolIds',
      required: 'Endpoint Name WorkerPoolIds',
    },
    scopeduserroles: {
      members:
        'EnvironmentIds Id LastModifiedBy LastModifiedOn Links ProjectGroupIds ProjectIds SpaceId TeamId TenantIds UserRoleId',
      required: 'TeamId UserRoleId',
    },
    runbooks: {
      members:
        'ConnectivityPolicy DefaultGuidedFailureMode Description EnvironmentScope Environments Id LastModifiedBy LastModifiedOn Links MultiTenancyMode Name ProjectId PublishedRunbookSnapshotId RunRetentionPolicy RunbookProcessId SpaceId',
      inside: {
        ConnectivityPolicy: 'AllowDeploymentsToNoTargets ExcludeUnhealthyTargets SkipMachineBehavior TargetRoles',
        RunRetentionPolicy: 'QuantityToKeep ShouldKeepForever',
      },
      required: 'Name ProjectId',
    },
    runbookProcesses: {
      members: 'Id LastModifiedBy LastModifiedOn LastSnapshotId Links ProjectId RunbookId SpaceId Steps Version',
      inside: {
        Steps: 'Actions Condition Id Name PackageRequirement Properties StartTrigger',
        'Steps.Actions':
          'ActionType CanBeUsedForProjectVersioning Channels Condition Container Environments ExcludedEnvironments Id IsDisabled IsRequired LastModifiedBy LastModifiedOn Links Name Notes Packages Properties Slug TenantTags WorkerPoolId WorkerPoolVariable',
        'Steps.Actions.Container': 'FeedId Image',
        'Steps.Actions.Packages': 'AcquisitionLocation FeedId Id Name PackageId Properties',
      },
      required: 'Version',
    },
    projecttriggers: {
      members: 'Action Description Filter Id IsDisabled LastModifiedBy LastModifiedOn Links Name ProjectId SpaceId',
      required: 'Action Filter Name ProjectId',
    },
    actiontemplates: {
      members:
        'ActionType CommunityActionTemplateId Description Id LastModifiedBy LastModifiedOn Links Name Packages Parameters Properties SpaceId Version',
      inside: {
        Packages: 'AcquisitionLocation FeedId Id Name PackageId Properties',
        Parameters: 'DefaultValue DisplaySettings HelpText Id Label Name',
      },
      required: 'ActionType Name',
    },
    'build-information': {
      members:
        'Id LastModifiedBy LastModifiedOn Links OctopusBuildInformation OverwriteMode PackageId Replace SpaceId Version',
      inside: {
        OctopusBuildInformation: 'Branch BuildEnvironment BuildNumber BuildUrl Commits VcsCommitNumber VcsRoot VcsType',
        'OctopusBuildInformation.Commits': 'Comment Id',
      },
      required: 'OctopusBuildInformation PackageId SpaceId Version',
    },
  },
};
