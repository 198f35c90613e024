import { type Outlook, runChaos } from "../lib/registry/chaos/run.ts";
import { readArguments, runCommand, usageError } from "./command-line.ts";

const USAGE = `Runs circuits and their callers through whatever a seed says, in virtual time, and checks what must always hold.

  npm run chaos -- --runs 10000
  npm run chaos -- --seed 4711

  --runs   how many seeds, one after the other; 1000 where neither is given
  --seed   the seed to begin with; alone, it is run by itself and its events are printed`;

await runCommand(USAGE, async () => {
  const { values } = readArguments({ runs: { type: "string" }, seed: { type: "string" } });
  const first = whole("seed", values.seed) ?? Date.now() % 1e9;
  const runs = whole("runs", values.runs) ?? (values.seed === undefined ? 1000 : 1);
  const outlooks: Outlook[] = [];
  for (let seed = first; seed < first + runs; seed += 1) {
    try {
      outlooks.push(await runChaos(seed));
    } catch (error) {
      throw new Error(`seed ${seed}: ${(error as Error).message}\nreplay with: npm run chaos -- --seed ${seed}`);
    }
  }
  return [...(runs === 1 ? (outlooks[0]?.log ?? []) : []), said(first, outlooks)].join("\n");
});

function whole(name: string, text: string | undefined): number | null {
  if (text === undefined) return null;
  if (!/^\d{1,9}$/.test(text)) throw usageError(`--${name}: a whole number`);
  return Number(text);
}

function said(first: number, outlooks: readonly Outlook[]): string {
  const sum = (of: (outlook: Outlook) => number) => outlooks.reduce((total, each) => total + of(each), 0);
  const figures = [
    `${sum(({ calls }) => calls)} calls`,
    `${sum(({ rejected }) => rejected)} rejected`,
    `${sum(({ opened }) => opened)} openings`,
  ];
  return `seeds ${first} to ${first + outlooks.length - 1}: ${figures.join(", ")}; every promise held`;
}
