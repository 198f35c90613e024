import { count } from "@/lib/client/format.ts";
import type { CircuitDetail } from "@/lib/contracts/circuit.ts";

type Instances = NonNullable<CircuitDetail["instances"]>;

export interface SightingsShown {
  /** Whether the trouble is probably an instance's own. */
  readonly isOneInstance: boolean;
  readonly sentence: string;
  /** What that speaks for; null where it speaks for nothing. */
  readonly meaning: string | null;
}

/** Instances that must have called before one of them is suspected: of two, either may be the odd one out. */
const MOST_DOUBTFUL = 2;

/** Who sees a circuit fail, in words; null where nobody does. */
export function sightingsShown({ seeing_failures: seeing, calling, only }: Instances): SightingsShown | null {
  if (seeing === 0) return null;
  if (calling === 1) {
    return { isOneInstance: false, sentence: `Only ${only} calls it, and sees failures`, meaning: null };
  }
  if (seeing === calling) {
    const who = calling === 2 ? "Both" : `All ${count(calling)}`;
    return { isOneInstance: false, sentence: `${who} instances see failures`, meaning: "probably the dependency" };
  }
  if (seeing === 1 && calling > MOST_DOUBTFUL) {
    const sentence = `1 of ${count(calling)} instances sees failures: ${only}`;
    return { isOneInstance: true, sentence, meaning: "probably that instance, not the dependency" };
  }
  const sentence = `${count(seeing)} of ${count(calling)} instances ${seeing === 1 ? `sees failures: ${only}` : "see failures"}`;
  return { isOneInstance: false, sentence, meaning: null };
}
