import { cardOf, openConsole, secondsShown } from "../e2e/support/console.ts";
import { setClockWrong } from "../e2e/support/wrong-clock.ts";
import type { Figure } from "./figure.ts";
import type { House } from "./house.ts";

const HOUR_MS = 3_600_000;
const LOOKS = 10;

/** How far a countdown is from what the API says, in browsers whose clocks are an hour fast and an hour slow. */
export async function countdowns(house: House): Promise<Figure[]> {
  const dependency = await house.register("figures-counted");
  await dependency.trip();
  let largest = 0;
  for (const wrong of [HOUR_MS, -HOUR_MS]) {
    await house.look(async (page) => {
      await setClockWrong(page, wrong);
      await openConsole(page, `/?q=${dependency.name}`);
      const card = cardOf(page, dependency.name);
      for (let look = 0; look < LOOKS; look += 1) {
        const before = await secondsShown(card);
        const { seconds_until_recovery: told } = await dependency.circuit();
        const after = await secondsShown(card);
        if (told === null) throw new Error(`${dependency.name} is not open`);
        largest = Math.max(largest, told - before, after - told);
        await page.waitForTimeout(777);
      }
    });
  }
  return [
    {
      what: "countdown against the API, clock 1 h wrong, largest",
      value: largest,
      unit: "s",
      most: 1,
    },
  ];
}
