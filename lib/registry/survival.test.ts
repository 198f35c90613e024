import { fork } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { failure, policyOf } from "../breaker/testkit.ts";
import { Database } from "../stores/sqlite/database.ts";
import { openSqliteStore } from "../stores/sqlite/open.ts";
import { SqliteStore } from "../stores/sqlite/sqlite-store.ts";
import { Registry } from "./index.ts";
import { logged, now, overrideBy, permitted, run, trip } from "./testkit.ts";

let folder: string;
let file: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "registry-"));
  file = join(folder, "panel.db");
});
afterEach(() => rm(folder, { recursive: true }));

/** Lets a process of its own do something, and kills it in the moment in which it says that it is done. */
async function killedAfter(deed: string): Promise<void> {
  const child = fork(new URL("./survival.child.ts", import.meta.url), [file, deed], { stdio: "inherit" });
  const [message] = await once(child, "message");
  child.kill("SIGKILL");
  await once(child, "exit");
  expect(message).toBe("acknowledged");
}

async function restarted() {
  const store = openSqliteStore(file);
  const registry = new Registry({ store, instance: "restarted" });
  await registry.load();
  const circuit = registry.register("external_api", policyOf());
  return {
    store,
    circuit,
    end: () => {
      registry.close();
      store.close();
    },
  };
}

describe("what a process acknowledged before it was killed is there after it", { timeout: 60_000 }, () => {
  test("an open circuit, with the same recovery", async () => {
    await killedAfter("open");
    const { store, circuit, end } = await restarted();
    expect(now(circuit.admit(null))).toMatchObject({ kind: "rejection", reason: "open" });
    const [opened] = store.history({ limit: 1 }).events;
    expect(opened).toMatchObject({ kind: "opened", details: { recoverAt: circuit.describe().recoverAt } });
    expect(circuit.describe().consecutiveFailures).toBe(5);
    end();
  });

  test("a reset", async () => {
    await killedAfter("reset");
    const { store, circuit, end } = await restarted();
    expect(circuit.describe()).toMatchObject({ state: "closed", generation: 3, lastError: null });
    expect(await logged(store)).toEqual(["opened", "reset"]);
    end();
  });

  test("a hold", async () => {
    await killedAfter("hold");
    const { circuit, end } = await restarted();
    expect(circuit.describe().override).toMatchObject({ mode: "forced_open", actor: "ada", reason: "maintenance" });
    expect(now(circuit.admit(null))).toMatchObject({ reason: "forced_open" });
    end();
  });
});

describe("a full disk", { timeout: 60_000 }, () => {
  test("degrades, loses nothing, and is made up for when there is room", async () => {
    const database = Database.open(file);
    const store = new SqliteStore(database);
    const registry = new Registry({ store, instance: "one" });
    const circuit = registry.register("external_api", policyOf());
    await run(circuit, failure());
    database.connection.exec("PRAGMA max_page_count = 1");
    const message = "x".repeat(400);
    const others = Array.from({ length: 200 }, (_, index) => registry.register(`type-${index}`, policyOf()));
    for (const other of others) await run(other, failure(message), failure(message), failure(message));
    expect(registry.degraded).toBe(true);
    await trip(circuit);
    expect(now(circuit.admit(null)).kind).toBe("rejection");
    expect(() => overrideBy(others.at(-1)!, { mode: "forced_open" })).toThrow(/cannot be used/);
    expect(await registry.reconnect()).toBe(false);
    permitted(now(others.at(-1)!.admit(null)));
    database.connection.exec("PRAGMA max_page_count = 100000");
    expect(await registry.reconnect()).toBe(true);
    expect(registry.degraded).toBe(false);
    for (const other of others) expect(other.confirmed.circuit.consecutiveFailures).toBe(3);
    expect(await logged(store)).toEqual(["opened (degraded)"]);
    registry.close();
    store.close();
  });
});
