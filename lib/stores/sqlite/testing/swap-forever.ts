// Swaps values up by one, each with an event, without end, and prints `id count` for each swap that was acknowledged.
import { writeSync } from "node:fs";
import { eventOf, newWriteId, swapOf } from "../../contract/place.ts";
import { openSqliteStore } from "../open.ts";

const store = openSqliteStore(process.argv[2]!, { exclusive: true });
const padding = "x".repeat(2_000);

for (let round = 0; ; round++) {
  const id = `circuit-${round % 7}`;
  const stored = store.get("circuits", id);
  const count = Number((stored?.value as { count: number } | undefined)?.count ?? 0) + 1;
  const result = store.swap(
    swapOf(id, {
      expected: stored?.version ?? null,
      next: { count, padding },
      events: [eventOf({ circuit: id, details: { count, padding } })],
      writeId: `${process.pid}-${newWriteId()}`,
    }),
  );
  if (result.status === "applied") writeSync(1, `${id} ${count}\n`);
}
