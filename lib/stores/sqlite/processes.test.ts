import { DatabaseSync } from "node:sqlite";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { openSqliteStore } from "./open.ts";
import type { SqliteStore } from "./sqlite-store.ts";
import { Child } from "./testing/child.ts";
import { type FilePlace, newFilePlace } from "./testing/place.ts";

describe("a database file and its processes", () => {
  let place: FilePlace;
  beforeEach(() => {
    place = newFilePlace();
  });
  afterEach(() => place.remove());

  it("holds every acknowledged swap, whole, after a process was killed in the midst of them", async () => {
    const acknowledged = new Map<string, number>();
    for (const lines of [1, 150, 600]) {
      const child = new Child("swap-forever.ts", place.file);
      await child.printed(lines);
      await child.kill();
      for (const line of child.lines) {
        const [id, count] = line.split(" ");
        acknowledged.set(id!, Number(count));
      }

      const store = openSqliteStore(place.file, { exclusive: true });
      for (const [id, count] of acknowledged) {
        const kept = countOf(store, id);
        // The kill may have come between the commit of one more and its line.
        expect([count, count + 1]).toContain(kept);
        expect(eventCounts(store, id)).toEqual(Array.from({ length: kept }, (_, index) => kept - index));
      }
      store.close();
      expect(integrityOf(place.file)).toBe("ok");
    }
  }, 60_000);

  it("loses no update and shows nobody that it was busy when several write at once", async () => {
    const writers = [1, 2, 3].map(() => new Child("count-up.ts", place.file, "300"));
    expect(await Promise.all(writers.map((writer) => writer.ended()))).toEqual([0, 0, 0]);
    const store = place.open();
    expect(store.get("settings", "counter")?.value).toBe(900);
    expect(store.history({ kinds: ["counted"], limit: 1_000 }).events).toHaveLength(900);
  }, 60_000);

  it("has one serving process at a time", async () => {
    const holder = new Child("hold.ts", place.file);
    await holder.printed(1);
    const folder = `${place.folder}/data`;
    expect(() => openSqliteStore(place.file, { exclusive: true })).toThrow(
      `The data folder ${folder} is in use by another running panel`,
    );
    await holder.kill();
    openSqliteStore(place.file, { exclusive: true }).close();
  }, 30_000);

  it("lets the command line in beside the serving process", async () => {
    const holder = new Child("hold.ts", place.file);
    await holder.printed(1);
    const store = openSqliteStore(place.file);
    expect(store.load("tokens")).toEqual([]);
    store.close();
    await holder.kill();
  }, 30_000);

  it("is free for another serving store once the first is closed", () => {
    openSqliteStore(place.file, { exclusive: true }).close();
    openSqliteStore(place.file, { exclusive: true }).close();
  });
});

function countOf(store: SqliteStore, id: string): number {
  return (store.get("circuits", id)!.value as { count: number }).count;
}

function eventCounts(store: SqliteStore, id: string): unknown[] {
  return store.history({ circuits: [id], limit: 100_000 }).events.map((event) => event.details.count);
}

function integrityOf(file: string): unknown {
  const connection = new DatabaseSync(file);
  const row = connection.prepare("PRAGMA integrity_check").get();
  connection.close();
  return row?.integrity_check;
}
