import type { CircuitStateName } from "../contracts/circuit.ts";
import { CIRCUIT_STATES } from "../contracts/lists.ts";

/** Which circuits the overview shows, as its URL says. */
export interface CircuitFilter {
  readonly state?: CircuitStateName;
  readonly q?: string;
  readonly limit: number;
}

/** Circuits that the overview asks for at once, those that need attention first. */
export const PAGE = 50;
/** Rows of a long list that are asked for at once. */
export const ROWS_PAGE = 30;
const LONGEST_SEARCH = 200;

/** Reads a URL's query; what it does not understand, it leaves out. */
export function filterFrom(query: Pick<URLSearchParams, "get">): CircuitFilter {
  const state = CIRCUIT_STATES.find((each) => each === query.get("state"));
  const q = (query.get("q") ?? "")
    .replace(/\p{Cc}/gu, " ")
    .trim()
    .slice(0, LONGEST_SEARCH);
  return {
    ...(state === undefined ? {} : { state }),
    ...(q === "" ? {} : { q }),
    limit: PAGE,
  };
}

export function isFiltered({ state, q }: CircuitFilter): boolean {
  return state !== undefined || q !== undefined;
}

/** What the filter asks the API for, whatever the page shows of it. */
export function matchingOf({ state, q }: CircuitFilter): Pick<CircuitFilter, "state" | "q"> {
  return { ...(state === undefined ? {} : { state }), ...(q === undefined ? {} : { q }) };
}

export function searchOf({ state, q }: Partial<CircuitFilter>): string {
  const query = new URLSearchParams();
  if (state !== undefined) query.set("state", state);
  if (q !== undefined && q !== "") query.set("q", q);
  const text = query.toString();
  return text === "" ? "" : `?${text}`;
}
