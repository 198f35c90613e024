/**
 * `npm run console-figures`: what the console costs with 10,000 circuits, and how soon and how rightly it tells. Prints a
 * table, and ends with exit code 1 where something is beyond what it may be.
 */
import { changes } from "./changes.ts";
import { countdowns } from "./countdowns.ts";
import { isWithin, lineOf } from "./figure.ts";
import { firstSight } from "./first-sight.ts";
import { House } from "./house.ts";
import { polls } from "./polls.ts";
import { scrolling } from "./scrolling.ts";

const CIRCUITS = 10_000;

await using house = await House.open(CIRCUITS);
console.log(`${CIRCUITS} circuits`);
for (const measure of [polls, scrolling, firstSight, changes, countdowns]) {
  for (const figure of await measure(house)) {
    console.log(lineOf(figure));
    if (!isWithin(figure)) process.exitCode = 1;
  }
}
