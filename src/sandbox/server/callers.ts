import type { JsonObject } from '../../model/json.js';
import type { Space } from './space.js';

/** The user behind each API key. */
export type Callers = ReadonlyMap<string, JsonObject>;

interface Keys {
  readonly apiKey: string;
  readonly colleagues?: Readonly<Record<string, string>>;
}

/** The one key is that of the first user who was loaded, or of a service; colleagues are users who were loaded, or made up. */
export const callersOf = ({ apiKey, colleagues = {} }: Keys, shared: Space): Callers => {
  const users = shared.all('users');
  const known = (name: string): JsonObject | undefined => users.find(({ Username }) => Username === name);
  const others = Object.entries(colleagues).map(
    ([key, name], index) => [key, known(name) ?? userCalled(name, `Users-${901 + index}`, false)] as const,
  );
  return new Map([[apiKey, users[0] ?? userCalled('octosync', 'Users-1', true)], ...others]);
};

const userCalled = (name: string, id: string, isService: boolean): JsonObject => ({
  Id: id,
  Username: name,
  DisplayName: name,
  IsActive: true,
  IsService: isService,
});
