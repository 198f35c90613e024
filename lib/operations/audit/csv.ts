type Cell = string | number | null;

/**
 * One record of a CSV file, as in RFC 4180. A cell that a spreadsheet would take for a formula is made text by an
 * apostrophe: names and reasons are written by people, and by whoever fails to sign in.
 */
export function csvRecord(cells: readonly Cell[]): string {
  return `${cells.map(cellOf).join(",")}\r\n`;
}

function cellOf(cell: Cell): string {
  const text = typeof cell === "string" ? harmless(cell) : String(cell ?? "");
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

function harmless(text: string): string {
  return /^[=+\-@\t\r\n]/.test(text) ? `'${text}` : text;
}
