import { fork } from "node:child_process";
import { once } from "node:events";
import { judge, type Result } from "./contest.ts";
import type { Contestant } from "./contestant.ts";
import { figureOf } from "./measure.ts";
import { ours } from "./ours.ts";

/** Processes per contestant: heaps vary by a fraction of a percent. */
const PROCESSES = 3;

/** Per circuit. */
interface Weight {
  readonly each: number;
  /** Bytes that are still there when nobody holds the circuits any more. */
  readonly left: number;
  readonly timers: number;
}

export interface IdleResult extends Result {
  readonly weights: readonly (Weight & { readonly name: string; readonly count: number })[];
}

/** What one circuit weighs that nobody calls. */
export async function weighIdle(peers: readonly Contestant[]): Promise<IdleResult> {
  const title = "heap of an idle circuit";
  const figures = [];
  const weights = [];
  for (const { name, idleCount } of [ours, ...peers]) {
    const samples: Weight[] = [];
    for (let done = 0; done < PROCESSES; done += 1) samples.push(await weigh(name));
    figures.push(
      figureOf(
        name,
        samples.map(({ each }) => each),
      ),
    );
    weights.push({ ...samples[0]!, name, count: idleCount });
  }
  const result = judge({
    title,
    unit: "B",
    figures,
    peers: peers.map(({ name }) => name),
    targets: [{ against: "cockatiel, consecutive", most: 0.4 }],
  });
  return { ...result, weights };
}

export function reportWeights({ weights }: IdleResult): string {
  const rows = weights.map(({ name, count, timers, left }) => {
    return `  ${name.padEnd(28)}${String(count).padStart(8)} made, ${timers} timers each, ${left.toFixed(0)} B each not freed when dropped`;
  });
  return [...rows, ""].join("\n");
}

async function weigh(name: string): Promise<Weight> {
  const child = fork(new URL("./idle.child.ts", import.meta.url), [name], {
    execArgv: ["--expose-gc", "--max-old-space-size=2048"],
  });
  const exited = once(child, "exit");
  const [weight] = await Promise.race([once(child, "message"), exited]);
  await exited;
  if (typeof weight !== "object" || weight === null) throw new Error(`the process that weighs ${name} failed`);
  return weight as Weight;
}
