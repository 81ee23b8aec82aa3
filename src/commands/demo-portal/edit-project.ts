import { isObject, objectsOf, textOf, type JsonObject } from '../../model/json.js';
import { InternalError } from '../../model/errors.js';
import { noProxy, octopus, type OctopusClient } from '../../octopus/index.js';
import { sandboxKey } from '../flags/load-instances.js';

/** What somebody does to a project in the portal of a sandbox: to its value of a variable, and to one of its steps. */
export interface Edit {
  readonly project: string;
  readonly variable: string;
  readonly value: string;
  readonly step: string;
  readonly change: (step: JsonObject) => JsonObject;
}

/** Does it, by the API as the portal does. Throws InternalError for a project that is not there. */
export const editProject = async (url: string, { project: name, ...edit }: Edit): Promise<void> => {
  const client = octopus({ url, apiKey: sandboxKey, proxy: noProxy });
  const { documents } = await client.list('Spaces-1/projects');
  const project = documents.find(({ Name: own }) => own === name);
  if (!project) throw new InternalError({ what: `The demo has no project "${name}".` });
  const process = `Spaces-1/projects/${textOf(project['Id'])}/deploymentprocesses`;
  await editList(
    client,
    `Spaces-1/variables/${textOf(project['VariableSetId'])}`,
    'Variables',
    edit.variable,
    (one) => ({
      ...one,
      Value: edit.value,
    }),
  );
  await editList(client, process, 'Steps', edit.step, edit.change);
};

const editList = async (
  client: OctopusClient,
  route: string,
  list: string,
  name: string,
  change: (item: JsonObject) => JsonObject,
): Promise<void> => {
  const document = await client.get(route);
  const items = objectsOf(document[list]).map((one) => (one['Name'] === name ? change(one) : one));
  await client.put(route, { ...document, [list]: items });
};

/** A change of a step: it runs whatever became of the steps before it. */
export const runsAlways = (step: JsonObject): JsonObject => ({ ...step, Condition: 'Always' });

/** A change of the first action of a step: its package is downloaded on the target. */
export const downloadsOnTarget = (step: JsonObject): JsonObject => ({
  ...step,
  Actions: objectsOf(step['Actions']).map((action) => ({
    ...action,
    Properties: {
      ...(isObject(action['Properties']) ? action['Properties'] : {}),
      'Octopus.Action.Package.DownloadOnTentacle': 'True',
    },
  })),
});
