import { runProtocol } from "../../lib/registry/protocol/run.ts";
import { Tally } from "../../lib/registry/protocol/tally.ts";
import type { Line, Row, Size } from "../support/row.ts";

/** Instances on one store in virtual time, over networks that fail, each history from a seed of its own. */
export const protocol: Row = {
  name: "protocol",
  async run(size: Size): Promise<readonly Line[]> {
    const histories = size === "full" ? 100_000 : 300;
    const first = Date.now() % 1e9;
    const total = new Tally();
    const broken: string[] = [];
    for (let seed = first; seed < first + histories; seed += 1) {
      await runProtocol(seed).then(
        ({ tally }) => total.add(tally),
        (error: unknown) => broken.push(`npm run chaos -- --protocol --seed ${seed}: ${error}`),
      );
    }
    return [
      {
        what: `Simulated histories of 2 to 5 instances (${histories}, from seed ${first}): double counts, probes over the limit, resets undone`,
        toReach: "0",
        got: broken.length === 0 ? `0; ${total}` : `${broken.length}, the first: ${broken[0]}`,
        ok: broken.length === 0 && total.conflicts > 0 && total.repliesLost > 0 && total.forks > 0,
      },
    ];
  },
};
