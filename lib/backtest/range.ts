/** A figure that is known as far as this: both bounds are possible, and nothing beyond them is. */
export interface Range {
  readonly least: number;
  readonly most: number;
}

export const ZERO: Range = Object.freeze({ least: 0, most: 0 });

export function exactly(figure: number): Range {
  return { least: figure, most: figure };
}

/** From `least`, but never below zero, to `most`. */
export function between(least: number, most: number): Range {
  return { least: Math.max(0, least), most: Math.max(0, least, most) };
}

export function plus(one: Range, other: Range): Range {
  return { least: one.least + other.least, most: one.most + other.most };
}

/** What holds where nobody knows which of the two is right. */
export function either(one: Range, other: Range): Range {
  return { least: Math.min(one.least, other.least), most: Math.max(one.most, other.most) };
}

/** A whole figure halfway. */
export function middle({ least, most }: Range): number {
  return Math.round((least + most) / 2);
}

export function isExact({ least, most }: Range): boolean {
  return least === most;
}
