import { type Case, type Figure, interleaved } from "./measure.ts";

/** What the first case of a contest is to keep to. */
export interface Target {
  /** The name of a case; without it the fastest peer. */
  readonly against?: string;
  /** The ratio that it may reach. */
  readonly most: number;
}

/** Cases that are measured side by side. The first is ours. */
export interface Contest {
  readonly title: string;
  readonly cases: readonly (Case & { readonly isPeer?: boolean })[];
  /** Calls per case and round. */
  readonly times: number;
  readonly targets: readonly Target[];
}

export interface Result {
  readonly title: string;
  readonly unit: "ns" | "B";
  readonly figures: readonly Figure[];
  readonly fastestPeer: string | null;
  readonly verdicts: readonly Verdict[];
}

interface Verdict {
  readonly against: string;
  readonly ratio: number;
  readonly most: number;
  readonly reached: boolean;
}

export async function hold({ title, cases, times, targets }: Contest, rounds: number): Promise<Result> {
  const figures = await interleaved(cases, rounds, times);
  const peers = cases.filter(({ isPeer }) => isPeer).map(({ name }) => name);
  return judge({ title, unit: "ns", figures, peers, targets });
}

interface Measured extends Pick<Result, "title" | "unit" | "figures"> {
  readonly peers: readonly string[];
  readonly targets: readonly Target[];
}

/** Compares the first figure with what it is to keep to. */
export function judge({ title, unit, figures, peers, targets }: Measured): Result {
  const [first] = figures;
  const best = figures.filter(({ name }) => peers.includes(name)).sort((a, b) => a.median - b.median)[0];
  const verdicts = targets.map(({ against = best?.name, most }) => {
    const other = figures.find(({ name }) => name === against);
    if (first === undefined || other === undefined) throw new Error(`${title}: nothing to compare with`);
    const ratio = first.median / other.median;
    return { against: other.name, ratio, most, reached: ratio <= most };
  });
  return { title, unit, figures, fastestPeer: best?.name ?? null, verdicts };
}

/** A result as lines for people. */
export function report({ title, unit, figures, fastestPeer, verdicts }: Result): string {
  const best = figures.find(({ name }) => name === fastestPeer)?.median;
  const rows = figures.map(({ name, median, p95 }) => {
    const ratio = best === undefined ? "" : `  ${(median / best).toFixed(2).padStart(6)} ×`;
    return `  ${name.padEnd(28)}${round(median)} ${unit}  p95${round(p95)} ${unit}${ratio}`;
  });
  const said = verdicts.map(({ against, ratio, most, reached }) => {
    return `  ${reached ? "reached" : "NOT reached"}: ${ratio.toFixed(3)} × ${against}, at most ${most}`;
  });
  return [title, ...rows, ...said, ""].join("\n");
}

function round(figure: number): string {
  return figure.toFixed(0).padStart(8);
}
