// The fewest requests with which the API lets a client read a whole space, counted from the vendor's API pages and not
// from our catalogue (docs/performance.md, "How it is measured").

/** Routes that list everything of a kind in one answer. */
const lists = [
  ...['/api', '/api/spaces/all', '/api/users/all', '/api/userroles/all'],
  ...['accounts/all', 'actiontemplates/all', 'certificates/all', 'channels/all', 'environments/all', 'feeds/all'],
  ...['libraryvariablesets/all', 'lifecycles/all', 'machinepolicies/all', 'machines/all', 'projectgroups/all'],
  ...['projects/all', 'proxies/all', 'runbooks/all', 'tagsets/all', 'teams/all', 'tenants/all'],
  ...['tenantvariables/all', 'variables/all', 'workerpools/all', 'workers/all'],
  // A page may be as large as one likes (the link `Page.All`), so a listing in pages is one request too.
  ...['/api/communityactiontemplates', 'certificates?archived=true', 'deploymentprocesses', 'git-credentials'],
  ...['projecttriggers', 'runbookProcesses', 'scopeduserroles'],
];

/** What there is no list of: settings and logo of a project; logo, common and project values of a tenant. */
const each = { projects: 2, tenants: 3 };

export const fewestRequests = ({ projects, tenants }) =>
  lists.length + projects * each.projects + tenants * each.tenants;
