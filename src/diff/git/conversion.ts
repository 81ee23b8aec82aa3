import { isKeptInGit, typesInGit } from '../../catalogue/index.js';
import { isObject, textOf, type JsonObject, type JsonValue } from '../../model/json.js';
import { isTypedReference } from '../../model/markers.js';
import { ownName } from '../../model/names.js';
import { below, pointerOf, ROOT, valueAt } from '../../model/pointer.js';
import { quoted } from '../../model/sentences.js';
import { chosen } from '../../settings/chosen.js';
import type { PlannedWrite } from '../plan/planned.js';
import type { Subject } from '../plan/subject.js';
import { mapperFor } from '../select/mapping.js';
import type { Terms } from '../terms/terms.js';
import { urlOf } from './repository.js';

/**
 * What a person has to do after a new project has come whose source is in Git (rules git-convert): convert it, with what to enter. octosync
 * never does, as that writes into a repository and is one way. Where the credential is not there, which one to make first.
 */
export const withConversion = (
  write: PlannedWrite,
  { selected: { type, item }, settings }: Subject,
  { projection }: Pick<Terms, 'projection'>,
): PlannedWrite => {
  const { repository } = type.reading;
  const said = repository && item.document[repository.settings];
  if (write.action !== 'create' || !repository || !isObject(said) || !isInGit(item.document)) return write;
  if (chosen(settings, 'gitProjects') !== 'convert') return write;
  const { credential } = repository;
  const there = valueAt(said, pointerOf(credential.at));
  const name = nameOf(there);
  const at = below(ROOT, repository.settings);
  const mapped = name === undefined ? undefined : mapperFor(settings).nameFor(credential.type, name);
  if (mapped !== undefined && !projection.resolve([credential.type], mapped, [])) {
    const says = `The source keeps this project in Git, with the credential ${quoted(mapped)}, which the destination does not have: create it there first, then convert the project.`;
    return { ...write, warnings: [...write.warnings, { kind: 'git-credential-missing', at, says }] };
  }
  const says = `Convert it to Git: ${toEnter(said, mapped).join(', ')}. octosync never converts a project: it is one way, and writes into the repository.`;
  return { ...write, cleanUp: [...write.cleanUp, { kind: 'convert-project', at, says }] };
};

const isInGit = (document: JsonObject): boolean => typesInGit.some((type) => isKeptInGit(type, document));

const nameOf = (reference: JsonValue | undefined): string | undefined => {
  if (typeof reference === 'string' && reference !== '') return reference;
  return isTypedReference(reference) ? ownName(reference.$reference.names) : undefined;
};

/** No user and no password: these are in no changeset. */
const toEnter = (settings: JsonObject, credential: string | undefined): readonly string[] => [
  `repository ${urlOf(settings)}`,
  `folder ${textOf(settings['BasePath']) || '.octopus'}`,
  `default branch ${textOf(settings['DefaultBranch'])}`,
  credential === undefined ? 'how to sign in as on the source' : `credential ${quoted(credential)}`,
];
