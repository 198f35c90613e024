/** Weighs idle circuits of the contestant that the command line names, in a process of their own. */
import { createHook } from "node:async_hooks";
import { ours } from "./ours.ts";
import { peers } from "./peers.mjs";

const contestant = [ours, ...peers].find(({ name }) => name === process.argv[2]);
if (contestant === undefined) throw new Error(`nobody is named ${process.argv[2]}`);
const count = contestant.idleCount;

let timers = 0;
const hook = createHook({
  init(_, type) {
    if (type === "Timeout") timers += 1;
  },
});

contestant.idle(10);
const before = await heapUsed();
hook.enable();
const held = [contestant.idle(count)];
hook.disable();
const each = ((await heapUsed()) - before) / count;
held.pop();
const left = ((await heapUsed()) - before) / count;
process.send?.({ each, left, timers: timers / count }, () => process.exit());

async function heapUsed(): Promise<number> {
  for (let turn = 0; turn < 3; turn += 1) {
    await new Promise((resolve) => setImmediate(resolve));
    globalThis.gc?.();
  }
  return process.memoryUsage().heapUsed;
}
