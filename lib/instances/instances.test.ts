import { describe, expect, it } from "vitest";
import { StoreError, type Swap, type SwapResult } from "../stores/store.ts";
import { NOON, sharedHouse } from "./testkit.ts";

const DAY = 24 * 60 * 60_000;

describe("processes that share a store", () => {
  it("are listed by name, each with what it says of itself", async () => {
    const { start, clock } = sharedHouse();
    const panel = start("panel-1", "panel");
    const orders = start("orders-1");
    clock.time += 1000;
    await orders.pulse.beat();
    await panel.pulse.beat();
    await panel.instances.refresh();
    expect(panel.instances.all()).toMatchObject([
      { name: "orders-1", kind: "service", alive: true, started_at: NOON, seen_at: NOON + 1000, version: "1.2.3" },
      { name: "panel-1", kind: "panel", alive: true },
    ]);
  });

  it("are listed with the second before the tenth", async () => {
    const { start } = sharedHouse();
    const panel = start("panel-1", "panel");
    for (const name of ["orders-10", "orders-2"]) await start(name).pulse.beat();
    await panel.instances.refresh();
    expect(panel.instances.all().map(({ name }) => name)).toEqual(["orders-2", "orders-10", "panel-1"]);
  });

  it("count as gone once they were not seen for more than 15 s, but stay listed", async () => {
    const { start, clock } = sharedHouse();
    const [panel, orders] = [start("panel-1", "panel"), start("orders-1")];
    await orders.pulse.beat();
    const isAlive = async () => {
      await panel.instances.refresh();
      return panel.instances.all().map(({ alive }) => alive);
    };
    clock.time += 15_000;
    expect(await isAlive()).toEqual([true, true]);
    clock.time += 1;
    expect(await isAlive()).toEqual([false, true]);
    await orders.pulse.beat();
    expect(await isAlive()).toEqual([true, true]);
  });

  it("are not taken for gone by a panel that cannot read the store", async () => {
    const { start, store, clock } = sharedHouse();
    const panel = start("panel-1", "panel");
    await start("orders-1").pulse.beat();
    await panel.instances.refresh();
    store.close();
    clock.time += 60_000;
    await expect(panel.instances.refresh()).rejects.toThrow(StoreError);
    expect(panel.instances.all()).toMatchObject([{ name: "orders-1", alive: true, seen_at: NOON }, {}]);
  });

  it("are not listed any more when they ended in order", async () => {
    const { start, store } = sharedHouse();
    const orders = start("orders-1");
    await orders.pulse.beat();
    await orders.pulse.end();
    expect(store.load("instances")).toEqual([]);
  });

  it("are forgotten a day after they were last seen, by any panel", async () => {
    const { start, store, clock } = sharedHouse();
    const panel = start("panel-1", "panel");
    await start("orders-1").pulse.beat();
    await panel.instances.refresh();
    clock.time += DAY;
    await panel.instances.removeForgotten();
    expect(store.load("instances")).toHaveLength(1);
    clock.time += 1;
    await panel.instances.removeForgotten();
    expect(store.load("instances")).toEqual([]);
  });

  it("are not forgotten where they came back since the list was read", async () => {
    const { start, store, clock } = sharedHouse();
    const [panel, orders] = [start("panel-1", "panel"), start("orders-1")];
    await orders.pulse.beat();
    await panel.instances.refresh();
    clock.time += DAY + 1;
    await orders.pulse.beat();
    await panel.instances.removeForgotten();
    expect(store.load("instances")).toHaveLength(1);
  });

  it("leave alone what a later version wrote", async () => {
    const { start, store, clock } = sharedHouse();
    const next = { schema: 2, unheard: "of" };
    store.swap({ collection: "instances", id: "new", expected: null, next, events: [], writeId: "w" });
    const panel = start("panel-1", "panel");
    clock.time += 2 * DAY;
    await panel.instances.refresh();
    await panel.instances.removeForgotten();
    expect(panel.instances.all().map(({ name }) => name)).toEqual(["panel-1"]);
    expect(store.load("instances")).toMatchObject([{ value: next }]);
  });
});

describe("who sees a circuit fail", () => {
  it("is told of those that are alive and called it", async () => {
    const { start, clock } = sharedHouse();
    const gone = start("orders-0");
    gone.circuits.api = [5, 5];
    await gone.pulse.beat();
    clock.time += 16_000;
    const panel = start("panel-1", "panel");
    const [one, two, idle] = [start("orders-1"), start("orders-2"), start("orders-3")];
    one.circuits.api = [10, 4];
    two.circuits.api = [10, 0];
    for (const { pulse } of [one, two, idle, panel]) await pulse.beat();
    await panel.instances.refresh();
    expect(panel.instances.sightingsOf("api")).toEqual({ seeingFailures: 1, calling: 2, alive: 4, only: "orders-1" });
    expect(panel.instances.sightingsOf("constructor")).toEqual({ seeingFailures: 0, calling: 0, alive: 4, only: null });
  });

  it("names nobody where several do", async () => {
    const { start } = sharedHouse();
    const panel = start("panel-1", "panel");
    panel.circuits.api = [1, 1];
    const other = start("orders-1");
    other.circuits.api = [1, 1];
    await other.pulse.beat();
    await panel.instances.refresh();
    expect(panel.instances.sightingsOf("api")).toEqual({ seeingFailures: 2, calling: 2, alive: 2, only: null });
  });
});

describe("two processes of one name", () => {
  it("both go on, and the newer one says so, once", async () => {
    const { start, clock } = sharedHouse();
    const older = start("orders-1");
    clock.time += 1000;
    const newer = start("orders-1");
    for (let beat = 0; beat < 4; beat += 1) {
      await older.pulse.beat();
      await newer.pulse.beat();
      clock.time += 5000;
    }
    expect(older.warnings).toEqual([]);
    expect(newer.warnings).toEqual([expect.stringMatching(/another process .* is named orders-1 too/)]);
  });

  it("do not take each other's entry away when they end", async () => {
    const { start, store } = sharedHouse();
    const [one, other] = [start("orders-1"), start("orders-1")];
    await one.pulse.beat();
    await other.pulse.beat();
    await one.pulse.end();
    expect(store.load("instances")).toMatchObject([{ value: { process: other.own.process } }]);
  });

  it("are not suspected where one comes up right after it crashed", async () => {
    const { start, clock } = sharedHouse();
    await start("orders-1").pulse.beat();
    clock.time += 2000;
    const again = start("orders-1");
    for (let beat = 0; beat < 3; beat += 1) await again.pulse.beat();
    expect(again.warnings).toEqual([]);
  });
});

describe("a heartbeat", () => {
  it("that got lost is made up for by the next, also where it arrived after all", async () => {
    const { start, store, clock } = sharedHouse();
    const orders = start("orders-1");
    await orders.pulse.beat();
    const swap = store.swap.bind(store);
    store.swap = (what: Swap): SwapResult => {
      swap(what);
      throw new StoreError("outcome_unknown", "no reply");
    };
    await expect(orders.pulse.beat()).rejects.toThrow("no reply");
    store.swap = swap;
    clock.time += 5000;
    await orders.pulse.beat();
    expect(orders.warnings).toEqual([]);
    expect(store.load("instances")).toMatchObject([{ value: { seen_at: NOON + 5000 } }]);
    await orders.pulse.end();
    expect(store.load("instances")).toEqual([]);
  });

  it("never keeps a process from ending, whatever the store does", async () => {
    const { start, store } = sharedHouse();
    const orders = start("orders-1");
    await orders.pulse.beat();
    const hung = Promise.withResolvers<SwapResult>();
    store.swap = () => hung.promise as never;
    orders.pulse.start();
    await orders.pulse.end();
  });
});
