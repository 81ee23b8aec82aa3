import type { VNode } from 'preact';
import { countOfType } from '../review/words.js';
import type { ReviewChange } from '../review/review.js';
import { filterLink } from './filter-link.js';
import { layOutOrder, nodeHeight, type OrderEdge } from './order-layout.js';

/** The dependency order as a picture; each box leads to its changes. */
export const OrderPicture = ({ changes }: { readonly changes: readonly ReviewChange[] }): VNode => {
  const { width, height, orders, nodes, edges } = layOutOrder(changes);
  const index = new Map(nodes.map((node, position) => [node, String(position)]));
  return (
    <details class="panel order" id="order">
      <summary>
        <h2>In which order</h2>
        <span class="hint">from top to bottom; a line leads down to what waits for it; a box shows its changes</span>
      </summary>
      <div class="drawing">
        <svg
          viewBox={`0 0 ${width} ${height}`}
          width={width}
          height={height}
          role="group"
          aria-label="Dependency order"
        >
          {orders.map(({ order, y, height: rowHeight }, row) => (
            <g class="row">
              {row % 2 === 0 && <rect x="0" y={y} width={width} height={rowHeight} />}
              <text x="8" y={y + 22}>
                {order}
              </text>
            </g>
          ))}
          {edges.map((edge) => (
            <path class="edge" data-from={index.get(edge.from)} data-to={index.get(edge.to)} d={pathOf(edge)}>
              <title>{`${edge.count} of ${edge.from.title} after ${edge.to.title}`}</title>
            </path>
          ))}
          {nodes.map((node) => (
            <a
              class="node"
              data-node={index.get(node)}
              href={filterLink({ type: node.type, order: String(node.order) })}
              aria-label={`Order ${node.order}: ${countOfType(node.type, node.count)}`}
            >
              <rect x={node.x} y={node.y} width={node.width} height={nodeHeight} rx="6" />
              <text x={node.x + 10} y={node.y + 17}>
                {node.title}
                <tspan class="count" dx="8">
                  {node.count}
                </tspan>
              </text>
            </a>
          ))}
        </svg>
      </div>
      <ol class="instead">
        {nodes.map(({ order, type, title, count }) => (
          <li>
            {order}: <a href={filterLink({ type, order: String(order) })}>{title}</a> ({count})
          </li>
        ))}
      </ol>
    </details>
  );
};

/** Down from the box that comes first, then to the left side of the one that waits. */
const pathOf = ({ from, to }: OrderEdge): string => {
  const [x, y] = [to.x + 6, to.y + nodeHeight];
  const bottom = from.y + nodeHeight / 2;
  return `M${x} ${y}V${bottom - 6}q0 6 6 6H${from.x}`;
};
