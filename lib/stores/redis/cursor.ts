/** A place in the order of writes: on one of them. */
export interface Cursor {
  /** Names what the server holds; gone with it. */
  readonly incarnation: string;
  readonly number: string;
  /** The writer of that number, encoded: tells it from one that was given out again. */
  readonly writer: string;
}

export function formatCursor({ incarnation, number, writer }: Cursor): string {
  return `${incarnation}.${number}.${writer}`;
}

/** The cursor that a text stands for; null where it is none. */
export function parseCursor(text: string): Cursor | null {
  const match = /^(\w+)\.(\d{1,15})\.(.*)$/.exec(text);
  return match === null ? null : { incarnation: match[1]!, number: match[2]!, writer: match[3]! };
}
