import type { Task, TaskGroup } from '../review/review.js';
import { isSupplied } from '../review/task-kinds.js';
import { headings } from '../review/words.js';
import { Filling, type Block, type Budget } from './budget.js';
import { code, folded, htmlSentence, sentence } from './markdown-text.js';

interface TaskBlock extends Block {
  readonly group: TaskGroup;
}

/** What is to be done by hand: one line for all that is to be done alike, and each thing while there is room. */
export class Tasks {
  readonly #groups: readonly TaskGroup[];
  readonly #tasks: Filling<TaskBlock>;

  constructor(groups: readonly TaskGroup[], budget: Budget) {
    this.#groups = budget.take(titleOf(groups)) ? groups.filter((group) => budget.take(headOf(group))) : [];
    // The frame of a fold goes with the first of it.
    this.#tasks = new Filling(
      this.#groups.flatMap((group) =>
        group.tasks.map((task, index) => ({
          group,
          lines: [...(index === 0 ? foldOf(group, []) : []), taskLine(task)],
          count: 1,
        })),
      ),
    );
  }

  fill(budget: Budget, share?: number): void {
    this.#tasks.fill(budget, share);
  }

  get dropped(): number {
    return this.#tasks.dropped;
  }

  get lines(): readonly string[] {
    if (this.#groups.length === 0) return [];
    return [
      ...titleOf(this.#groups),
      ...this.#groups.flatMap(headOf),
      ...this.#groups.flatMap((group) => {
        const own = this.#tasks.taken.filter((block) => block.group === group);
        return own.length === 0
          ? []
          : foldOf(
              group,
              own.map(({ lines }) => lines.at(-1) ?? ''),
            );
      }),
    ];
  }
}

const titleOf = (groups: readonly TaskGroup[]): readonly string[] =>
  groups.length === 0
    ? []
    : ['', `### ${headings.cleanUp}: ${groups.reduce((sum, { count }) => sum + count, 0).toLocaleString('en')}`, ''];

const headOf = ({ says, means }: TaskGroup): readonly string[] => [`- **${sentence(says)}**. ${sentence(means)}`];

const foldOf = ({ title, count }: TaskGroup, lines: readonly string[]): readonly string[] =>
  folded(`${htmlSentence(title)}: ${count.toLocaleString('en')}`, lines);

const taskLine = ({ kind, called, says, at, page }: Task): string => {
  const where = at === undefined || !isSupplied(kind) ? '' : ` (${code(at)})`;
  return `- [ ] ${code(called)}: ${sentence(says)}${where}${page === undefined ? '' : ` ${linkTo(page)}`}`;
};

/** The address of a page in the portal: made by us, of the server's URL and of IDs. Whatever else it is stays text. */
export const linkTo = (page: string): string => (/^https?:\/\/[^\s<>"`\\]+$/.test(page) ? `<${page}>` : code(page));

/** The same list on its own, whole. */
export const taskSections = (groups: readonly TaskGroup[]): readonly string[] =>
  groups.flatMap(({ title, means, says, tasks }) => [
    '',
    `## ${sentence(title)}`,
    '',
    `${sentence(says)}. ${sentence(means)}`,
    '',
    ...tasks.map(taskLine),
  ]);
