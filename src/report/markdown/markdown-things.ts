import { countOfType } from '../review/words.js';
import type { Review, Thing, ThingGroup } from '../review/review.js';
import { thingCounts } from '../review/thing-counts.js';
import { saysOf } from '../review/thing-says.js';
import { lengthOf, type Budget } from './budget.js';
import { code, cutText, folded, htmlSentence, sentence } from './markdown-text.js';

/**
 * Everything that changes, one line each, folded by type (rules review-bounded). The names are taken first; what is said of
 * them is cut where there is too little room for it, and a name is dropped only when even names have none.
 */
export class ThingList {
  readonly #groups: readonly ShownGroup[];
  readonly #kind: Review['kind'];
  readonly #isOpen: boolean;
  readonly #longestName: number;
  /** Characters of what is said of each; zero before anybody has widened it. */
  #longest = 0;
  #isCut = true;

  constructor({ things, kind }: Review, budget: Budget) {
    this.#kind = kind;
    this.#isOpen = things.reduce((sum, group) => sum + group.things.length, 0) <= fewThings;
    const all = things.map((group) => ({ group, things: group.things }));
    const fitting = nameLengths.find((longest) => this.#length(all, longest) <= budget.left);
    this.#longestName = fitting ?? shortestName;
    this.#groups = fitting === undefined ? this.#fewer(all, budget.left) : all;
    budget.takeCharacters(this.#length(this.#groups, this.#longestName));
  }

  /** Says as much of each thing as there is room for. */
  widen(budget: Budget): void {
    const things = this.#groups.flatMap((group) => group.things).map((thing) => sayingOf(thing));
    for (const longest of sayingLengths) {
      const length = things.reduce((sum, says) => sum + saysLine(says, longest).length, 0);
      if (!budget.takeCharacters(length)) continue;
      this.#longest = longest;
      this.#isCut = things.some((says) => says.length > longest);
      return;
    }
  }

  /** True where something of a line was left out. */
  get isCut(): boolean {
    const isNameCut = this.#groups.some((group) => group.things.some(({ name }) => name.length > this.#longestName));
    return this.#isCut || isNameCut;
  }

  get dropped(): number {
    return this.#groups.reduce((sum, { group, things }) => sum + group.things.length - things.length, 0);
  }

  get lines(): readonly string[] {
    return this.#groups.flatMap((group) => this.#linesOf(group, this.#longestName, this.#longest));
  }

  #length(groups: readonly ShownGroup[], longestName: number): number {
    return groups.reduce((sum, group) => sum + lengthOf(this.#linesOf(group, longestName, 0)), 0);
  }

  #linesOf({ group, things }: ShownGroup, longestName: number, longest: number): readonly string[] {
    const hidden = group.things.slice(things.length);
    const lines = things.map((thing) => {
      const says = longest === 0 ? '' : saysLine(sayingOf(thing), longest);
      return `- ${code(`${thing.sign} ${cutText(thing.name, longestName)}`)}${says}`;
    });
    const more = `… and ${countOfType(group.type, hidden.length)} more (${thingCounts(this.#kind, hidden)})`;
    return folded(
      `<b>${htmlSentence(group.heading)}</b>: ${thingCounts(this.#kind, group.things)}`,
      hidden.length === 0 ? lines : [...lines, `- ${sentence(more)}`],
      this.#isOpen,
    );
  }

  /** As many of each type as fit: fewer of those that have most. Not even the types, where those do not fit. */
  #fewer(all: readonly ShownGroup[], room: number): readonly ShownGroup[] {
    const most = Math.max(0, ...all.map(({ things }) => things.length));
    const upTo = (count: number): readonly ShownGroup[] =>
      all.map(({ group, things }) => ({ group, things: things.slice(0, count) }));
    let [low, high] = [-1, most];
    while (high - low > 1) {
      const middle = Math.floor((low + high) / 2);
      if (this.#length(upTo(middle), shortestName) <= room) low = middle;
      else high = middle;
    }
    return low < 0 ? [] : upTo(low);
  }
}

interface ShownGroup {
  readonly group: ThingGroup;
  /** The first of them. */
  readonly things: readonly Thing[];
}

/** Folds that hold no more than this together are open. */
const fewThings = 20;

const shortestName = 40;
const nameLengths = [Infinity, 120, shortestName];
const sayingLengths = [Infinity, 160, 80, 40];

const saysLine = (says: string, longest: number): string =>
  says === '' ? '' : `: ${sentence(cutText(says, longest))}`;

/** Counting what a thing consists of takes time: once is enough. */
const sayingOf = (thing: Thing): string => {
  const known = sayings.get(thing);
  if (known !== undefined) return known;
  const says = saysOf(thing);
  sayings.set(thing, says);
  return says;
};

const sayings = new WeakMap<Thing, string>();
