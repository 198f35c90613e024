import { type Outlook, runChaos } from "../lib/registry/chaos/run.ts";
import { runProtocol } from "../lib/registry/protocol/run.ts";
import { Tally } from "../lib/registry/protocol/tally.ts";
import { readArguments, runCommand, usageError } from "./command-line.ts";

const USAGE = `Runs circuits and their callers through whatever a seed says, in virtual time, and checks what must always hold.

  npm run chaos -- --runs 10000
  npm run chaos -- --seed 4711
  npm run chaos -- --protocol --runs 100000

  --runs      how many seeds, one after the other; 1000 where neither is given
  --seed      the seed to begin with; alone, it is run by itself and its events are printed
  --protocol  instances that share a store, over networks that fail, instead of one that is alone`;

await runCommand(USAGE, async () => {
  const { values } = readArguments({
    runs: { type: "string" },
    seed: { type: "string" },
    protocol: { type: "boolean" },
  });
  const first = whole("seed", values.seed) ?? Date.now() % 1e9;
  const runs = whole("runs", values.runs) ?? (values.seed === undefined ? 1000 : 1);
  const said = await (values.protocol ? shared(first, runs) : alone(first, runs));
  return [...said.log, `seeds ${first} to ${first + runs - 1}: ${said.figures}; every promise held`].join("\n");
});

/** What there is to say of a series of runs. */
interface Said {
  /** What happened, where there was only one. */
  readonly log: readonly string[];
  readonly figures: string;
}

async function alone(first: number, runs: number): Promise<Said> {
  const outlooks: Outlook[] = [];
  for (let seed = first; seed < first + runs; seed += 1) {
    outlooks.push(await runChaos(seed).catch((error) => fail(seed, error, "")));
  }
  const sum = (of: (outlook: Outlook) => number) => outlooks.reduce((total, each) => total + of(each), 0);
  const figures = [
    `${sum(({ calls }) => calls)} calls`,
    `${sum(({ rejected }) => rejected)} rejected`,
    `${sum(({ opened }) => opened)} openings`,
  ];
  return { log: runs === 1 ? (outlooks[0]?.log ?? []) : [], figures: figures.join(", ") };
}

async function shared(first: number, runs: number): Promise<Said> {
  const total = new Tally();
  let log: readonly string[] = [];
  for (let seed = first; seed < first + runs; seed += 1) {
    const kept = runs === 1 ? Number.POSITIVE_INFINITY : undefined;
    const { tally, trail } = await runProtocol(seed, kept).catch((error) => fail(seed, error, "--protocol "));
    total.add(tally);
    if (runs === 1) log = trail;
  }
  return { log, figures: String(total) };
}

function fail(seed: number, error: unknown, which: string): never {
  throw new Error(`seed ${seed}: ${(error as Error).message}\nreplay with: npm run chaos -- ${which}--seed ${seed}`);
}

function whole(name: string, text: string | undefined): number | null {
  if (text === undefined) return null;
  if (!/^\d{1,9}$/.test(text)) throw usageError(`--${name}: a whole number`);
  return Number(text);
}
