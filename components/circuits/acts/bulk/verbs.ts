import { counted } from "@/lib/client/format.ts";

/** What can be done with many circuits at once. */
export const bulkVerbs = ["reset", "test", "hold", "lift"] as const;
export type BulkVerb = (typeof bulkVerbs)[number];

interface Words {
  /** In the bar, where it opens the dialog. */
  readonly button: string;
  /** In the dialog, where it is done. */
  readonly verb: string;
  readonly title: (circuits: number) => string;
  /** What follows from it, in a sentence. */
  readonly consequence: string;
  readonly chips: readonly string[];
}

const circuits = (count: number) => counted(count, "circuit");
const REPAIRED = ["service is back", "configuration fixed", "network fixed"];

export const verbWords: Readonly<Record<BulkVerb, Words>> = {
  reset: {
    button: "Reset…",
    verb: "Reset",
    title: (count) => `Reset ${circuits(count)}`,
    consequence:
      "All calls reach these dependencies again at once, and the failures counted so far are forgotten. Holds stay.",
    chips: REPAIRED,
  },
  test: {
    button: "Test…",
    verb: "Test",
    title: (count) => `Test ${circuits(count)} now`,
    consequence:
      "The next calls go through as a test: a success closes a circuit, a failure opens it again. Closed ones are refused: there is nothing to test.",
    chips: REPAIRED,
  },
  hold: {
    button: "Hold…",
    verb: "Hold",
    title: (count) => `Hold ${circuits(count)}`,
    consequence: "A hold that is there already is replaced. What a circuit counts underneath goes on.",
    chips: ["planned maintenance", "incident", "trying out a policy"],
  },
  lift: {
    button: "Lift holds…",
    verb: "Lift",
    title: (count) => `Lift the holds on ${circuits(count)}`,
    consequence:
      "From then on each of them decides by itself, from the state that it is in. The others stay as they are.",
    chips: ["maintenance is over", "incident is over", "the policy is proven"],
  },
};
