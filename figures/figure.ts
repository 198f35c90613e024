/** Something that was measured, and what it may be at the most. */
export interface Figure {
  readonly what: string;
  readonly value: number;
  readonly unit: string;
  readonly most: number;
}

/** A line of the table that is printed. */
export function lineOf({ what, value, unit, most }: Figure): string {
  const verdict = isWithin({ value, most }) ? "ok" : "too much";
  return `${what.padEnd(56)} ${written(value).padStart(8)} ${unit.padEnd(3)} of ${written(most).padStart(6)}  ${verdict}`;
}

export function isWithin({ value, most }: Pick<Figure, "value" | "most">): boolean {
  return value <= most;
}

function written(value: number): string {
  return Number.isInteger(value) ? String(value) : value.toPrecision(3);
}
