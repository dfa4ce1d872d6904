import type { OrderColumnRole, OrderTableCells } from '#shared/model/capture.ts';
import { useReader } from '#shared/ui/reader.ts';

export type OrderColumnsProps = {
  readonly table: OrderTableCells;
  /** Whose tables are read so from now on; without one nothing is remembered. */
  readonly sender?: string | undefined;
  /** A sentence on why the columns as told give no order. */
  readonly error?: string | undefined;
  readonly onRoles: (roles: OrderColumnRole[]) => void;
};

const ROLES: readonly OrderColumnRole[] = ['product', 'sku', 'quantity', 'unit', 'unitPrice', 'amount', 'other'];

/** How the columns of a table are read, each with its heading or its first cell, to be put right by whoever knows better. */
export function OrderColumns({ table, sender, error, onRoles }: OrderColumnsProps) {
  const { texts } = useReader();
  const words = texts.offered;
  return (
    <details class="fold" open={error !== undefined}>
      <summary>{words.columns}</summary>
      <p class="small soft">{sender === undefined ? words.columnsHintHere : words.columnsHint(sender)}</p>
      {table.roles.map((role, at) => {
        const title = table.heading[at] || table.rows[0]?.[at] || words.column(at + 1);
        return (
          // A column has no name of its own but its place.
          <div key={at} class="col-r">
            <span class="cut" title={title}>
              {title}
            </span>
            <span class="field">
              <select
                aria-label={title}
                value={role}
                onChange={(event) => {
                  const next = ROLES.find((one) => one === event.currentTarget.value) ?? 'other';
                  // Each role is one column's: the one that had it is not read any more.
                  onRoles(table.roles.map((held, place) => (place === at ? next : held === next && next !== 'other' ? 'other' : held)));
                }}
              >
                {ROLES.map((one) => (
                  <option key={one} value={one}>
                    {words.roles[one]}
                  </option>
                ))}
              </select>
            </span>
          </div>
        );
      })}
      <p class="small wrong" role="alert">
        {error}
      </p>
    </details>
  );
}
