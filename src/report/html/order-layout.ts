import { headingOf } from '../../catalogue/called.js';
import type { ReviewChange } from '../review/review.js';

/** All changes of one type that are written in one order. */
export interface OrderNode {
  readonly order: number;
  readonly type: string;
  /** `Step templates`. */
  readonly title: string;
  readonly count: number;
  readonly x: number;
  readonly y: number;
  readonly width: number;
}

/** So many changes of `from` wait for one of `to`. */
export interface OrderEdge {
  readonly from: OrderNode;
  readonly to: OrderNode;
  readonly count: number;
}

export interface OrderLayout {
  readonly width: number;
  readonly height: number;
  readonly orders: readonly { readonly order: number; readonly y: number; readonly height: number }[];
  readonly nodes: readonly OrderNode[];
  readonly edges: readonly OrderEdge[];
}

export const nodeHeight = 26;
const rowHeight = 36;
const left = 56;
/** The drawing fits into a page of 1,024 pixels; a narrower one has a list. */
const widest = 900;

/**
 * The order in which changes are written, as stairs: a step for each type in each order, and a line down to those that wait
 * for it. On stairs no line runs through a box. The drawing grows with the types, not with the changes.
 */
export const layOutOrder = (changes: readonly ReviewChange[]): OrderLayout => {
  const counts = countBy(changes.map(keyOf));
  const links = linksBetween(changes);
  const orders = [...new Set(changes.map(({ order = 0 }) => order))].sort((one, other) => one - other);
  const nodes = new Map<string, OrderNode>();
  const widths = [...counts].map(([key, count]) => widthOf(headingOf(partsOf(key).type), count));
  const stair = Math.max(8, Math.min(26, Math.floor((widest - left - Math.max(...widths)) / Math.max(1, counts.size))));
  const rows = orders.map((order) => {
    const first = nodes.size;
    const keys = [...counts.keys()].filter((key) => partsOf(key).order === order);
    for (const key of waitingLast(keys, links)) {
      const count = counts.get(key) ?? 0;
      const { type } = partsOf(key);
      const title = headingOf(type);
      const place = { x: left + nodes.size * stair, y: 5 + nodes.size * rowHeight, width: widthOf(title, count) };
      nodes.set(key, { order, type, title, count, ...place });
    }
    return { order, y: first * rowHeight, height: (nodes.size - first) * rowHeight };
  });
  return {
    width: Math.max(0, ...[...nodes.values()].map(({ x, width }) => x + width)) + 8,
    height: nodes.size * rowHeight,
    orders: rows,
    nodes: [...nodes.values()],
    edges: [...links].flatMap(([link, count]) => {
      const [from, to] = link.split('\n').map((key) => nodes.get(key));
      return from === undefined || to === undefined ? [] : [{ from, to, count }];
    }),
  };
};

const widthOf = (title: string, count: number): number => Math.round((title.length + String(count).length) * 7.2 + 32);

/** How many changes of one box wait for a change of another; within a box nothing is drawn. */
const linksBetween = (changes: readonly ReviewChange[]): ReadonlyMap<string, number> => {
  const keyOfId = new Map(changes.map((change) => [change.id, keyOf(change)]));
  return countBy(
    changes.flatMap((change) => {
      const from = keyOf(change);
      const targets = new Set(change.dependsOn.map((id) => keyOfId.get(id)));
      return [...targets].flatMap((to) => (to === undefined || to === from ? [] : [`${from}\n${to}`]));
    }),
  );
};

/** Within one order: first those that wait for none of the others. */
const waitingLast = (keys: readonly string[], links: ReadonlyMap<string, number>): readonly string[] => {
  const waitsFor = (key: string): number => keys.filter((other) => links.has(`${key}\n${other}`)).length;
  return [...keys].sort((one, other) => waitsFor(one) - waitsFor(other) || (one < other ? -1 : 1));
};

const keyOf = ({ order = 0, type }: ReviewChange): string => `${order} ${type}`;

const partsOf = (key: string): { readonly order: number; readonly type: string } => {
  const space = key.indexOf(' ');
  return { order: Number(key.slice(0, space)), type: key.slice(space + 1) };
};

const countBy = (keys: readonly string[]): ReadonlyMap<string, number> => {
  const counts = new Map<string, number>();
  for (const key of keys) counts.set(key, (counts.get(key) ?? 0) + 1);
  return counts;
};
