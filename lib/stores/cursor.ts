/**
 * A place in the order of a store's writes. The incarnation names the store's content: a cursor that was given out by
 * another file, or before everything was flushed, is told from one of this store's.
 */
interface Cursor {
  readonly incarnation: string;
  /** The number of the last write that was seen. */
  readonly number: number;
}

export function formatCursor(cursor: Cursor): string {
  return `${cursor.incarnation}.${cursor.number}`;
}

/** The cursor that a text stands for; null where it is none. */
export function parseCursor(text: string): Cursor | null {
  const match = /^(\w+)\.(\d{1,15})$/.exec(text);
  return match === null ? null : { incarnation: match[1]!, number: Number(match[2]) };
}
