import { checkHistories } from "../linearizability/histories.ts";
import type { Line, Row, Size } from "../support/row.ts";

/** The register under cut lines, pauses and kills of its server, by the checker of Wing and Gong. */
export const linearizability: Row = {
  name: "linearizability",
  async run(size: Size): Promise<readonly Line[]> {
    const { seed, histories, operations, lostReplies, unknownApplied, troubles, violations } = await checkHistories({
      histories: size === "full" ? 10_000 : 100,
      seed: Date.now() % 1e9,
    });
    for (const report of violations) console.log(report);
    const broken = Object.entries(troubles).map(([what, times]) => `${what} ${times}`);
    return [
      {
        what: `\`swap\` is linearizable: violations in ${histories} histories of ${operations} operations`,
        toReach: "0",
        got: String(violations.length),
        ok: violations.length === 0,
      },
      {
        what: `… in which replies were lost, of swaps that had been applied (seed ${seed}; ${broken.join(", ")})`,
        toReach: "> 0",
        got: `${unknownApplied} of ${lostReplies}`,
        ok: unknownApplied > 0,
      },
    ];
  },
};
