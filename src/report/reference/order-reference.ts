import { catalogue } from '../../catalogue/index.js';
import { phases, splitWritten, type Phase, type Written } from '../../catalogue/order.js';
import { waitsFor } from '../../catalogue/waits.js';

/** `docs/syncing-order.md`: the phases with their reasons, and a drawing of which waits for which, as Markdown. */
export const orderReference = (): string =>
  [
    '# The syncing order',
    '',
    '<!-- Written by scripts/order-reference.js from src/catalogue/order.ts; do not edit. -->',
    '',
    '`apply` writes phase after phase, and the documents of one phase side by side. The number is the `order` of a change. What',
    'is called `type#part` are fields that wait for a later phase, because what they refer to does not exist before.',
    '',
    ...drawing(),
    '',
    '| order | written | because |',
    '| --: | --- | --- |',
    ...phases.flatMap((phase, order) =>
      phase.map(({ writes, because }) => `| ${order} | ${writes.join(', ')} | ${because} |`),
    ),
    '',
  ].join('\n');

/** An arrow leads to what waits. Phases that wait for nothing but the first are drawn below it. */
const drawing = (): readonly string[] => {
  const drawn = phases.flatMap((phase, order) => (order === 0 ? [] : [`  p${order}["${order}: ${labelOf(phase)}"]`]));
  const arrows = phases.flatMap((_phase, order) => nearest(order).map((other) => `  p${other} --> p${order}`));
  return ['```mermaid', 'flowchart TD', ...drawn, ...arrows, '```'];
};

/** Phases that a phase waits for, without those that one of the others waits for anyway. */
const nearest = (order: number): readonly number[] => {
  const on = [...waitsFor(order)].filter((other) => other > 0);
  return on.filter((other) => !on.some((between) => reaches(between, other))).sort((one, other) => one - other);
};

const reaches = (from: number, to: number): boolean => {
  const on = waitsFor(from);
  return on.has(to) || [...on].some((between) => between > to && reaches(between, to));
};

const labelOf = (phase: Phase): string => phase.flatMap(({ writes }) => writes.map(called)).join(', ');

const called = (written: Written): string => {
  const { type, part } = splitWritten(written);
  return part === undefined ? catalogue[type].singular : `${catalogue[type].singular}: ${part}`;
};
