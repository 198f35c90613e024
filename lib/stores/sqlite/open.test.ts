import { chmodSync, mkdirSync, statSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { create } from "../contract/place.ts";
import { openSqliteStore } from "./open.ts";
import { Child } from "./testing/child.ts";
import { type FilePlace, newFilePlace } from "./testing/place.ts";

describe("opening a SQLite store", () => {
  let place: FilePlace;
  beforeEach(() => {
    place = newFilePlace();
  });
  afterEach(() => place.remove());

  it("makes files and folder that only their owner can read", async () => {
    const store = openSqliteStore(place.file, { exclusive: true });
    await create(store, "external_api", 1);
    expect(modeOf(dirname(place.file))).toBe(0o700);
    for (const suffix of ["", "-wal", "-shm", ".lock"]) expect(modeOf(place.file + suffix)).toBe(0o600);
    store.close();
  });

  it("closes a file to others that was open to them, and leaves a folder that was there as it is", () => {
    mkdirSync(dirname(place.file), { mode: 0o755 });
    writeFileSync(place.file, "");
    chmodSync(place.file, 0o644);
    openSqliteStore(place.file).close();
    expect(modeOf(place.file)).toBe(0o600);
    expect(modeOf(dirname(place.file))).toBe(0o755);
  });

  it("works for several processes that open a new file at once", async () => {
    mkdirSync(dirname(place.file));
    const writers = [1, 2, 3, 4].map(() => new Child("count-up.ts", place.file, "5"));
    expect(await Promise.all(writers.map((writer) => writer.ended()))).toEqual([0, 0, 0, 0]);
    expect(place.open().get("settings", "counter")?.value).toBe(20);
  }, 30_000);

  it("brings a database of the first release up to date, and keeps what it holds", async () => {
    const before = place.open();
    await create(before, "external_api", 1);
    before.close();
    const connection = new DatabaseSync(place.file);
    connection.exec("DROP TABLE minute_recordings; PRAGMA user_version = 1");
    connection.close();
    const store = place.open();
    store.addRecordings([{ circuit: "external_api", minute: 0, seconds: "A" }]);
    expect(store.recordings("external_api", 0)).toHaveLength(1);
    expect(store.get("circuits", "external_api")?.value).toBe(1);
  });

  it("refuses a database of a newer release and leaves it as it is", () => {
    place.open().close();
    const connection = new DatabaseSync(place.file);
    connection.exec("PRAGMA user_version = 999");
    expect(() => openSqliteStore(place.file)).toThrow(
      expect.objectContaining({
        code: "unavailable",
        message: expect.stringContaining(`${place.file} has schema 999`),
      }),
    );
    expect(connection.prepare("PRAGMA user_version").get()?.user_version).toBe(999);
    connection.close();
  });

  it("leaves no lock behind where it fails", () => {
    mkdirSync(dirname(place.file));
    writeFileSync(place.file, "This is no database. ".repeat(100));
    expect(() => openSqliteStore(place.file, { exclusive: true })).toThrow("not a database");
    writeFileSync(place.file, "");
    openSqliteStore(place.file, { exclusive: true }).close();
  });
});

function modeOf(path: string): number {
  return statSync(path).mode & 0o777;
}
