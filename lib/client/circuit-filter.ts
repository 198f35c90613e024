import type { CircuitStateName } from "../contracts/circuit.ts";
import { CIRCUIT_STATES } from "../contracts/lists.ts";

/** Which circuits the overview shows, as its URL says. */
export interface CircuitFilter {
  readonly state?: CircuitStateName;
  readonly q?: string;
  readonly limit: number;
}

export const PAGE = 100;
const MOST = 1000;
const LONGEST_SEARCH = 200;

/** Reads a URL's query; what it does not understand, it leaves out. */
export function filterFrom(query: Pick<URLSearchParams, "get">): CircuitFilter {
  const state = CIRCUIT_STATES.find((each) => each === query.get("state"));
  const q = (query.get("q") ?? "")
    .replace(/\p{Cc}/gu, " ")
    .trim()
    .slice(0, LONGEST_SEARCH);
  const shown = Number(query.get("show") ?? PAGE);
  return {
    ...(state === undefined ? {} : { state }),
    ...(q === "" ? {} : { q }),
    limit: Number.isInteger(shown) ? Math.min(Math.max(shown, PAGE), MOST) : PAGE,
  };
}

export function isFiltered({ state, q }: CircuitFilter): boolean {
  return state !== undefined || q !== undefined;
}

/** What the filter asks the API for, whatever the page shows of it. */
export function matchingOf({ state, q }: CircuitFilter): Pick<CircuitFilter, "state" | "q"> {
  return { ...(state === undefined ? {} : { state }), ...(q === undefined ? {} : { q }) };
}

/** How many to show next; null where the server gives no more at once. */
export function nextLimit({ limit }: CircuitFilter): number | null {
  return limit >= MOST ? null : Math.min(limit + PAGE, MOST);
}

export function searchOf({ state, q, limit }: Partial<CircuitFilter>): string {
  const query = new URLSearchParams();
  if (state !== undefined) query.set("state", state);
  if (q !== undefined && q !== "") query.set("q", q);
  if (limit !== undefined && limit !== PAGE) query.set("show", String(limit));
  const text = query.toString();
  return text === "" ? "" : `?${text}`;
}
