import { type CircuitFilter, filterFrom } from "./circuit-filter.ts";

export type WallTheme = "dark" | "light";

/** What is not closed comes first; of the rest the wall shows but a number. */
const MOST_ON_WALL = 100;

type Query = Pick<URLSearchParams, "get">;

/** Which circuits a wall is about, as its URL says: the overview's search, and no state, for it shows all of them. */
export function wallFilterFrom(query: Query): CircuitFilter {
  const { q } = filterFrom(query);
  return { ...(q === undefined ? {} : { q }), limit: MOST_ON_WALL };
}

/** Dark unless asked otherwise: it shines into a room. */
export function wallThemeFrom(query: Query): WallTheme {
  return query.get("theme") === "light" ? "light" : "dark";
}

/** The query of a wall's own address. */
export function wallSearchOf({ q, theme }: { q?: string; theme: WallTheme }): string {
  const query = new URLSearchParams({ ...(q && { q }), ...(theme === "light" && { theme }) }).toString();
  return query === "" ? "" : `?${query}`;
}
