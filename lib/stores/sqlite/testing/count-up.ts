// Counts one value up by one, so many times, against others that do the same. Fails where the store does.
import { eventOf, newWriteId, swapOf } from "../../contract/place.ts";
import { openSqliteStore } from "../open.ts";

const store = openSqliteStore(process.argv[2]!);

for (let done = 0; done < Number(process.argv[3]); ) {
  const stored = store.get("settings", "counter");
  const result = store.swap(
    swapOf("counter", {
      collection: "settings",
      expected: stored?.version ?? null,
      next: Number(stored?.value ?? 0) + 1,
      events: [eventOf({ kind: "counted" })],
      writeId: `${process.pid}-${newWriteId()}`,
    }),
  );
  if (result.status === "applied") done += 1;
}
store.close();
