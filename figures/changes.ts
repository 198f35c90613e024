import { setTimeout as sleep } from "node:timers/promises";
import { quantile } from "../cluster/support/row.ts";
import { cardOf, openConsole } from "../e2e/support/console.ts";
import type { Figure } from "./figure.ts";
import type { House } from "./house.ts";

const CHANGES = 10;
/** Of no simple relation to the interval of the polls, so that changes fall anywhere between two of them. */
const PAUSE_MS = 730;

/** From the answer to the call that opens a circuit to its card on the screen. */
export async function changes(house: House): Promise<Figure[]> {
  const dependencies = await Promise.all(
    Array.from({ length: CHANGES }, (_, index) => house.register(`figures-changed-${index}`)),
  );
  const seconds = await house.look(async (page) => {
    await openConsole(page);
    const took: number[] = [];
    for (const dependency of dependencies) {
      await sleep(PAUSE_MS);
      const card = cardOf(page, dependency.name).and(page.locator("[data-state=open]"));
      await dependency.trip();
      const at = performance.now();
      await card.waitFor();
      took.push((performance.now() - at) / 1000);
    }
    return took;
  });
  return [
    {
      what: `a circuit opens → its card, p95 of ${CHANGES}`,
      value: quantile(seconds, 0.95),
      unit: "s",
      most: 2.5,
    },
  ];
}
