import type { CircuitStateName } from "../contracts/circuit.ts";
import { CIRCUIT_STATES } from "../contracts/lists.ts";

/** What circuits are asked for by. */
export interface Matching {
  readonly state?: CircuitStateName;
  readonly q?: string;
  readonly node_type?: string;
  readonly workspace?: string;
  /** Those alone that belong to no workspace. */
  readonly no_workspace?: "true";
}

/** Which circuits the overview shows, as its URL says. */
export interface CircuitFilter extends Matching {
  readonly limit: number;
}

/** Circuits that the overview asks for at once, those that need attention first. */
export const PAGE = 50;
/** Rows of a long list that are asked for at once. */
export const ROWS_PAGE = 30;
const LONGEST_SEARCH = 200;

/** In the order in which they stand in the URL. */
const NAMES = ["state", "q", "node_type", "workspace", "no_workspace"] as const satisfies (keyof Matching)[];

/** Reads a URL's query; what it does not understand, it leaves out. */
export function filterFrom(query: Pick<URLSearchParams, "get">): CircuitFilter {
  const text = (name: keyof Matching, understood: RegExp) => {
    const value = query.get(name) ?? "";
    return understood.test(value) ? value : undefined;
  };
  const q = (query.get("q") ?? "")
    .replace(/\p{Cc}/gu, " ")
    .trim()
    .slice(0, LONGEST_SEARCH);
  return {
    ...given({
      state: CIRCUIT_STATES.find((each) => each === query.get("state")),
      q,
      node_type: text("node_type", /^[A-Za-z0-9][\w.-]{0,63}$/),
      workspace: text("workspace", /^[\w.:-]{1,64}$/),
      no_workspace: query.get("no_workspace") === "true" ? "true" : undefined,
    }),
    limit: PAGE,
  };
}

export function isFiltered(filter: Matching): boolean {
  return searchOf(filter) !== "";
}

/** Whether it is about part of the circuits in a way that neither the counts nor the search box tell. */
export function isNarrowed({ node_type, workspace, no_workspace }: Matching): boolean {
  return (node_type ?? workspace ?? no_workspace) !== undefined;
}

/** What the filter asks the API for, whatever the page shows of it. */
export function matchingOf(filter: Matching): Matching {
  return given(filter);
}

export function searchOf(filter: Matching): string {
  const text = new URLSearchParams(given(filter)).toString();
  return text === "" ? "" : `?${text}`;
}

function given(filter: Matching): Matching & Record<string, string> {
  return Object.fromEntries(NAMES.flatMap((name) => (filter[name] ? [[name, filter[name]]] : [])));
}
