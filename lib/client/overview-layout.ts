import type { Grouping } from "../contracts/group.ts";
import { GROUPINGS } from "../contracts/lists.ts";
import { type Matching, searchOf } from "./circuit-filter.ts";

/** How the overview lays its circuits out, as its URL says; what is left out is the usual. */
export interface OverviewLayout {
  /** What they are put together by. */
  readonly by?: Grouping;
  /** By name; else what needs attention comes first. */
  readonly sort?: "name";
  /** A row for each; else what needs attention is a card. */
  readonly as?: "rows";
}

/** Reads a URL's query; what it does not understand, it leaves out. */
export function layoutFrom(query: Pick<URLSearchParams, "get">): OverviewLayout {
  const by = GROUPINGS.find((each) => each === query.get("by"));
  return {
    ...(by && { by }),
    ...(query.get("sort") === "name" && { sort: "name" as const }),
    ...(query.get("as") === "rows" && { as: "rows" as const }),
  };
}

/** The overview's query: which circuits, and how. */
export function overviewSearchOf(filter: Matching, { by, sort, as }: OverviewLayout): string {
  const query = new URLSearchParams(searchOf(filter));
  for (const [name, value] of Object.entries({ by, sort, as })) if (value) query.set(name, value);
  const text = query.toString();
  return text === "" ? "" : `?${text}`;
}

/** Whether there are no cards: a group, and a list by name, is rows whatever is chosen. */
export function isRows({ by, sort, as }: OverviewLayout): boolean {
  return (by ?? sort ?? as) !== undefined;
}
