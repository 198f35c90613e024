import { randomBytes } from "node:crypto";
import { readFileSync, truncateSync, writeFileSync } from "node:fs";
import { DatabaseSync } from "node:sqlite";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { apply, create, eventOf, swapOf } from "../contract/place.ts";
import { Database } from "./database.ts";
import { openSqliteStore } from "./open.ts";
import { SqliteStore } from "./sqlite-store.ts";
import { type FilePlace, newFilePlace } from "./testing/place.ts";

const UNAVAILABLE = expect.objectContaining({ name: "StoreError", code: "unavailable" });
const LARGE = randomBytes(64 * 1024).toString("hex");

describe("a SQLite store whose database fails", () => {
  let place: FilePlace;
  let database: Database;
  let store: SqliteStore;
  beforeEach(() => {
    place = newFilePlace();
    database = Database.open(place.file);
    store = new SqliteStore(database);
  });
  afterEach(() => {
    store.close();
    place.remove();
  });

  it("is unavailable while the disk is full, can be read, and goes on when there is room", async () => {
    const version = await create(store, "external_api", { count: 1 });
    const pages = limitPages(database, 1);
    const swap = swapOf("external_api", { expected: version, next: { count: 2, LARGE } });
    for (let attempt = 0; attempt < 3; attempt++) expect(() => store.swap(swap)).toThrow(UNAVAILABLE);
    expect(() => store.append([eventOf({ details: { LARGE } })])).toThrow(UNAVAILABLE);
    expect(store.get("circuits", "external_api")).toMatchObject({ version, value: { count: 1 } });

    limitPages(database, pages);
    expect(store.swap(swap)).toMatchObject({ status: "applied" });
    expect(store.history({ limit: 10 }).events).toEqual([]);
  });

  it("writes nothing of a swap whose events no longer fit", async () => {
    const version = await create(store, "external_api", { count: 1 });
    const cursor = store.changes(null).cursor;
    const pages = limitPages(database, 4);
    const events = [eventOf({}), eventOf({ details: { LARGE } })];
    const swap = swapOf("external_api", { expected: version, next: { count: 2 }, events });
    expect(() => store.swap(swap)).toThrow(UNAVAILABLE);
    expect(store.get("circuits", "external_api")).toMatchObject({ version, value: { count: 1 } });
    expect(store.changes(cursor).changes).toEqual([]);
    expect(store.history({ limit: 10 }).events).toEqual([]);

    limitPages(database, pages);
    expect(store.swap(swap)).toMatchObject({ status: "applied" });
    expect(store.history({ limit: 10 }).events).toHaveLength(2);
  });

  it("is unavailable while another process does not let go, and goes on when it does", async () => {
    await create(store, "external_api", 1);
    database.connection.exec("PRAGMA busy_timeout = 20");
    const other = new DatabaseSync(place.file);
    other.exec("BEGIN IMMEDIATE");
    expect(() => store.swap(swapOf("other", {}))).toThrow(UNAVAILABLE);
    expect(store.get("circuits", "external_api")?.value).toBe(1);
    other.exec("ROLLBACK");
    other.close();
    await apply(store, swapOf("other", {}));
  });

  it("is unavailable while it may not write, and goes on when it may", async () => {
    database.connection.exec("PRAGMA query_only = ON");
    expect(() => store.swap(swapOf("external_api", {}))).toThrow(UNAVAILABLE);
    database.connection.exec("PRAGMA query_only = OFF");
    await create(store, "external_api", 1);
  });

  it("recovers from a transaction that was left open", async () => {
    database.connection.exec("BEGIN IMMEDIATE");
    await create(store, "external_api", 1);
    expect(store.get("circuits", "external_api")?.value).toBe(1);
  });

  it("names the file and keeps the cause", () => {
    limitPages(database, 1);
    try {
      store.swap(swapOf("external_api", { next: { LARGE } }));
      expect.unreachable();
    } catch (error) {
      expect(error).toMatchObject({ message: expect.stringContaining(place.file), cause: { errcode: 13 } });
    }
  });

  it("leaves a mistake of the caller as it is", () => {
    expect(() => store.append([eventOf({ at: Number.NaN })])).toThrow(
      expect.objectContaining({ code: "ERR_SQLITE_ERROR" }),
    );
  });

  it("refuses a file that is no database", () => {
    const file = `${place.folder}/notes.txt`;
    writeFileSync(file, "Buy milk. ".repeat(500));
    expect(() => openSqliteStore(file)).toThrow(UNAVAILABLE);
    expect(() => openSqliteStore(file)).toThrow(file);
    expect(readFileSync(file, "utf8")).toBe("Buy milk. ".repeat(500));
  });

  it("refuses a broken database, and opens it again once it is restored", async () => {
    for (let each = 0; each < 200; each++) await create(store, `circuit-${each}`, { LARGE: LARGE.slice(0, 2_000) });
    store.close();
    const whole = readFileSync(place.file);
    truncateSync(place.file, 8_000);
    expect(() => openSqliteStore(place.file).load("circuits")).toThrow(UNAVAILABLE);
    writeFileSync(place.file, whole);
    const restored = openSqliteStore(place.file);
    expect(restored.load("circuits")).toHaveLength(200);
    restored.close();
  });

  it("refuses a place where there can be no file", () => {
    const inFile = `${place.file}/panel.db`;
    expect(() => openSqliteStore(inFile)).toThrow(UNAVAILABLE);
    expect(() => openSqliteStore(inFile, { exclusive: true })).toThrow(inFile);
  });
});

/** Lets the file grow by no more pages, or up to a former limit; the limit there was before. */
function limitPages(database: Database, pages: number): number {
  const before = Number(database.connection.prepare("PRAGMA max_page_count").get()?.max_page_count);
  database.connection.exec(`PRAGMA max_page_count = ${pages}`);
  return before;
}
