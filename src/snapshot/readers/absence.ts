import type { ResourceType } from '../../catalogue/index.js';
import { ApiError } from '../../model/errors.js';
import { compareVersions } from '../../model/versions.js';
import { isMissing, type RawType, type SpaceReader } from './reading.js';

/** What is known of a type whose listing a server answered with 404. */
type Absent = Pick<RawType, 'documents' | 'requests' | 'absent'>;

/**
 * What a 404 means (rules incomplete-404): that the server does not have the type, if there are servers that lack it and
 * this one says so itself, by its version or by the routes that it names. Everything else may be a proxy's answer: then
 * the error is thrown, with what to think of it. `requests`: how many were made in vain.
 */
export const absentOr = async (
  error: unknown,
  { reader, type }: { readonly reader: SpaceReader; readonly type: ResourceType },
  requests: number,
): Promise<Absent> => {
  if (!isMissing(error)) throw error;
  const looks = await lookAgain(reader, type);
  if (looks.isAbsent) return { documents: [], requests: requests + looks.requests, absent: true };
  throw unexplained(error, type, looks.version);
};

interface Looks {
  readonly isAbsent: boolean;
  readonly requests: number;
  readonly version?: string;
}

/** The second look, at the API's root. */
const lookAgain = async (reader: SpaceReader, { reading: { since, reach, path } }: ResourceType): Promise<Looks> => {
  if (since === undefined) return { isAbsent: false, requests: 0 };
  const version = await answerOf(reader.version(), '');
  if (isBefore(version, since)) return { isAbsent: true, requests: 1 };
  const routes = await answerOf(reader.routes(reach), []);
  return { isAbsent: routes.length > 0 && !routes.includes(path.toLowerCase()), requests: 2, version };
};

/** Who does not answer for the root either says nothing. */
const answerOf = <Answer>(asked: Promise<Answer>, otherwise: Answer): Promise<Answer> =>
  asked.catch((error: unknown) => {
    if (error instanceof ApiError) return otherwise;
    throw error;
  });

/** What is no version of the kind that there are spaces in says nothing. */
export const isBefore = (version: string, since: string): boolean =>
  /^20\d\d\.\d/.test(version) && compareVersions(version, since) < 0;

const unexplained = (
  error: ApiError,
  { name, reading: { since } }: ResourceType,
  version: string | undefined,
): ApiError =>
  new ApiError(
    {
      what:
        since === undefined
          ? `${error.what} Every server has ${name}: a proxy or firewall may stand in front of this one, or the address of the space is another.`
          : `${error.what} Servers since ${since} have ${name}, and this one does not say that it is older${version ? ` (${version})` : ''}: a proxy or firewall may stand in front of it.`,
      ...(error.where !== undefined && { where: error.where }),
      ...(error.remedy !== undefined && { remedy: error.remedy }),
      status: error.status,
    },
    { cause: error },
  );
