import { Load } from "./load.ts";
import type { Dependency } from "./pattern.ts";

/** A dependency that answers so many calls a second, and refuses what is more at no cost. */
export function refusing(limit: number, usual: number, ms: number): Dependency {
  const load = new Load();
  return {
    answer(second, luck, spread) {
      const isGood = luck < usual * Math.min(1, limit / load.add(second));
      return { isGood, ms: Math.round(ms * (0.5 + spread)) };
    },
  };
}
