/** Which examples are written, as the address has it. All of it has to be met. */
export interface ExportedRows {
  /** Chosen one by one; numbers with commas between. */
  ids?: string | undefined;
  /** A text that they contain. */
  q?: string | undefined;
  /** Conditions that they meet, as the table of examples has them. */
  filter?: readonly string[] | undefined;
}

export const isWhole = ({ ids, q, filter = [] }: ExportedRows) =>
  ids === undefined && !q && filter.length === 0;

/** As the API is asked for them. */
export const rowsQuery = ({ ids, q, filter = [] }: ExportedRows) => ({
  ...(ids !== undefined && { ids }),
  ...(q && { q }),
  ...(filter.length > 0 && { filter: [...filter] }),
});
