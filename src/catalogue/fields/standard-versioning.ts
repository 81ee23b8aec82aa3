/** How every new project names its releases (octopus-api projects). */
export const standardVersioning = {
  Template: '#{Octopus.Version.LastMajor}.#{Octopus.Version.LastMinor}.#{Octopus.Version.NextPatch}',
  DonorPackage: null,
} as const;
