import type { Estimate } from "../../backtest/replay.ts";

const format = new Intl.NumberFormat("en-US");

/** 1,200. */
export function figure(value: number): string {
  return format.format(value);
}

/** 1 call, 1,200 calls. */
export function counted(value: number, one: string, many = `${one}s`): string {
  return `${figure(value)} ${value === 1 ? one : many}`;
}

/** How often: once, twice, 3 times. */
export function times(value: number): string {
  if (value === 1) return "once";
  return value === 2 ? "twice" : counted(value, "time");
}

/** A figure as one says it where it is known; else what it is about, and within which bounds. */
export function about({ least, likely, most }: Estimate, say: (value: number) => string): string {
  return least === most ? say(least) : `about ${say(likely)} (${figure(least)} to ${figure(most)})`;
}

/** a, b and c. */
export function listed(words: readonly string[]): string {
  const last = words.at(-1) ?? "";
  return words.length < 2 ? last : `${words.slice(0, -1).join(", ")} and ${last}`;
}
