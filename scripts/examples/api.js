// A small client of the sandbox for the example spaces: every document goes through the server's own validation.
const headers = { 'x-octopus-apikey': 'API-SANDBOX', 'content-type': 'application/json' };

export const api = (base) => {
  const call = async (method, path, body) => {
    const isServers = path.startsWith('/');
    const url = isServers ? `${base}${path}` : `${base}/api/Spaces-1/${path}`;
    const sent = body && (isServers ? body : { SpaceId: 'Spaces-1', ...body });
    const answer = await fetch(url, {
      method,
      headers,
      body: sent && JSON.stringify(sent),
    });
    const text = await answer.text();
    if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${text}`);
    return text ? JSON.parse(text) : {};
  };
  const logo = async (path, bytes) => {
    const form = new FormData();
    form.append('file', new Blob([bytes]), 'logo.png');
    const answer = await fetch(`${base}/api/Spaces-1/${path}/logo`, {
      method: 'POST',
      headers: { 'x-octopus-apikey': 'API-SANDBOX' },
      body: form,
    });
    if (!answer.ok) throw new Error(`${path}: ${answer.status} ${await answer.text()}`);
  };
  return {
    get: (path) => call('GET', path),
    post: (path, body) => call('POST', path, body),
    put: (path, body) => call('PUT', path, body),
    logo,
    setVariables: async ({ VariableSetId }, variables) => {
      const set = await call('GET', `variables/${VariableSetId}`);
      await call('PUT', `variables/${VariableSetId}`, { ...set, Variables: variables });
    },
    setSteps: async ({ Id, DeploymentProcessId }, steps) => {
      const process = await call('GET', `deploymentprocesses/${DeploymentProcessId}`);
      return call('PUT', `projects/${Id}/deploymentprocesses`, { ...process, Steps: steps });
    },
    setRunbookSteps: async ({ ProjectId, RunbookProcessId }, steps) => {
      const process = await call('GET', `runbookProcesses/${RunbookProcessId}`);
      return call('PUT', `projects/${ProjectId}/runbookProcesses/${RunbookProcessId}`, { ...process, Steps: steps });
    },
  };
};
