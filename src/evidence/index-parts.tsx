import type { VNode } from 'preact';

/** A table of texts, or a sentence where it has no rows. */
export const Table = ({
  columns,
  rows,
  none = 'None.',
}: {
  readonly columns: readonly string[];
  readonly rows: readonly (readonly (string | undefined)[])[];
  readonly none?: string;
}): VNode =>
  rows.length === 0 ? (
    <p class="none">{none}</p>
  ) : (
    <table>
      <thead>
        <tr>
          {columns.map((column) => (
            <th key={column}>{column}</th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map((cells, index) => (
          <tr key={index}>
            {cells.map((cell, column) => (
              <td key={column}>{cell ?? ''}</td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );

/** Facts, one in a line; what is not known has none. */
export const Facts = ({
  rows,
}: {
  readonly rows: readonly (readonly [name: string, value: string | undefined])[];
}): VNode => (
  <table>
    <tbody>
      {rows
        .filter(([, value]) => value !== undefined && value !== '')
        .map(([name, value]) => (
          <tr key={name}>
            <th scope="row">{name}</th>
            <td>{value}</td>
          </tr>
        ))}
    </tbody>
  </table>
);
