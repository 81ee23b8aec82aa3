// Which room of src may import which, as a picture. Of the rules in .dependency-cruiser.cjs that lint obeys.
import { createRequire } from 'node:module';

/** Room → the rooms it may import. */
export const rooms = () => {
  const { forbidden } = createRequire(import.meta.url)('../.dependency-cruiser.cjs');
  return new Map(forbidden.filter(({ name }) => name.startsWith('layers-')).map(roomOf));
};

const roomOf = ({ from, to }) => {
  const room = from.path.replace(/^\^src\/(.*)\/$/, '$1');
  const allowed = to.pathNot.replace(/^\^src\/\((.*)\)\/$/, '$1').split('|');
  return [room, allowed.filter((other) => other !== room)];
};

/** The rooms as a Mermaid flowchart: data comes from the left. `model`, which all import, is left out. */
export const roomsPicture = (mayImport) => {
  const arrows = [...mayImport].flatMap(([room, allowed]) =>
    allowed.filter((other) => other !== 'model').map((other) => `  ${node(other)} --> ${node(room)}`),
  );
  const alone = [...mayImport.keys()].filter(
    (room) => room !== 'model' && !arrows.some((arrow) => arrow.split(' ').includes(node(room))),
  );
  return ['```mermaid', 'flowchart LR', ...arrows, ...alone.map((room) => `  ${node(room)}`), '```'].join('\n');
};

const node = (room) => room.replace('/', '-');

/** The page with the picture between its two marks. */
export const withRooms = (markdown, picture) =>
  markdown.replace(
    /(<!-- rooms: [^\n]*-->\n)[\s\S]*?(\n<!-- \/rooms -->)/,
    (_all, begin, end) => `${begin}\n${picture}\n${end}`,
  );
