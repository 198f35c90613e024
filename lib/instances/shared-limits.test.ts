import { describe, expect, it } from "vitest";
import type { ConcurrentUse } from "../pipeline/concurrent-use.ts";
import type { ToldUse } from "../pipeline/workspace-uses.ts";
import { type Store, type Stored, StoreError } from "../stores/store.ts";
import { readHeartbeat } from "./heartbeat.ts";
import { NOON, sharedHouse } from "./testkit.ts";

const PER_MINUTE = 60;
const AT_A_TIME = 12;
const LIMITS = { executions_per_minute: PER_MINUTE, concurrent_executions: AT_A_TIME };

/** Processes that share a store, and beat every 5 s one after the other. */
async function startFleet(size: number, limits = LIMITS) {
  const house = sharedHouse(() => limits);
  const fleet = Array.from({ length: size }, (_, index) => house.start(`orders-${index + 1}`));
  const ask = (index: number, times: number): number => {
    let allowed = 0;
    for (let time = 0; time < times; time += 1) {
      const wait = fleet[index]?.uses.of("acme").minute.consume(limits.executions_per_minute, house.clock.time);
      if (wait === null) allowed += 1;
    }
    return allowed;
  };
  /** Lets time pass second by second; `each` is called before and after every beat. */
  const pass = async (seconds: number, each: () => void = () => {}) => {
    for (let second = 0; second < seconds; second += 1) {
      for (const [index, { sync }] of fleet.entries()) {
        each();
        if (second % 5 === index % 5) await sync();
      }
      each();
      house.clock.time += 1000;
    }
  };
  // They know of each other when the next minute begins.
  await pass(60);
  return { ...house, fleet, ask, pass };
}

/** Asks for as many slots as there are in all; how many it got. */
function takeAll(use: ConcurrentUse | undefined): number {
  let taken = 0;
  for (let slot = 0; slot < AT_A_TIME; slot += 1) if (use?.take(AT_A_TIME)) taken += 1;
  return taken;
}

const sum = (numbers: readonly number[]) => numbers.reduce((total, each) => total + each, 0);

/** A figure that is as random each time. */
function dice(seed: number) {
  let state = seed;
  return (sides: number) => {
    state = (state * 48_271) % 2_147_483_647;
    return state % sides;
  };
}

describe("processes that divide executions per minute", () => {
  it.each([1, 2, 3, 7])("let the limit through in each minute where %i are asked for more than that", async (size) => {
    const { fleet, ask, pass } = await startFleet(size);
    // In the first one the others do not know yet how much each is asked for.
    await pass(60, () => {
      for (const index of fleet.keys()) ask(index, 5);
    });
    for (let minute = 0; minute < 3; minute += 1) {
      let total = 0;
      await pass(60, () => {
        for (const index of fleet.keys()) total += ask(index, 5);
      });
      expect(total).toBe(PER_MINUTE);
    }
  });

  it("let one that has all the calls use the whole limit after its next heartbeat, and at once from then on", async () => {
    const { ask, pass } = await startFleet(4);
    expect(ask(0, 100)).toBe(15);
    await pass(6);
    expect(ask(0, 100)).toBe(45);
    await pass(54, () => ask(0, 1));
    expect(ask(0, 100)).toBe(PER_MINUTE);
  });

  it("give a light one what it needs, and a heavy one the rest", async () => {
    const { ask, pass } = await startFleet(2);
    let [heavy, light] = [0, 0];
    const both = () => {
      heavy += ask(0, 20);
      if (light < 10) light += ask(1, 1);
    };
    await pass(60, both);
    [heavy, light] = [0, 0];
    await pass(60, both);
    expect([heavy, light]).toEqual([PER_MINUTE - 10, 10]);
  });

  it("let less than twice the limit through in the one minute in which others are called anew", async () => {
    const { fleet, ask, pass } = await startFleet(4);
    await pass(60, () => ask(0, 5));
    const whole = ask(0, 100);
    let total = whole;
    await pass(60, () => {
      for (const index of fleet.keys()) total += ask(index, 5);
    });
    expect([whole, total]).toEqual([PER_MINUTE, PER_MINUTE + 3 * 15]);
    let next = 0;
    await pass(60, () => {
      for (const index of fleet.keys()) next += ask(index, 5);
    });
    expect(next).toBe(PER_MINUTE);
  });

  it("never let more than the limit and the others' fair shares through, whoever is called when", async () => {
    for (let seed = 1; seed <= 60; seed += 1) {
      const roll = dice(seed);
      const size = 2 + (seed % 4);
      const { fleet, ask, pass } = await startFleet(size);
      const worst = PER_MINUTE + (size - 1) * Math.ceil(PER_MINUTE / size);
      for (let minute = 0; minute < 4; minute += 1) {
        let total = 0;
        await pass(60, () => {
          for (const index of fleet.keys()) if (roll(20) === 0) total += ask(index, roll(40));
        });
        expect(total, `seed ${seed}`).toBeLessThanOrEqual(worst);
      }
    }
  });

  it("give a process that joins its fair share, and that of one that is gone to the others after 15 s", async () => {
    const { start, fleet, ask, pass } = await startFleet(2);
    fleet.push(start("orders-3"));
    await pass(60);
    expect([ask(0, 100), ask(1, 100), ask(2, 100)]).toEqual([20, 20, 20]);
    fleet.pop();
    await pass(60);
    expect([ask(0, 100), ask(1, 100)]).toEqual([30, 30]);
  });

  it("take a process of a release that divided nothing for one that is called little", async () => {
    const { store, ask, pass } = await startFleet(1);
    const { limits: _, ...older } = { ...(store.get("instances", "orders-1")?.value as object), limits: null };
    const next = { ...older, process: "older", seen_at: NOON + 55_000 };
    store.swap({ collection: "instances", id: "older", expected: null, next, events: [], writeId: "w" });
    await pass(1);
    expect(ask(0, 100)).toBe(30);
  });
});

describe("processes that divide executions at a time", () => {
  it.each([
    [3, AT_A_TIME],
    [5, AT_A_TIME],
    [20, 20],
  ])("let %i that are asked for more than that run %i together, as slots come free", async (size, together) => {
    const { fleet, pass } = await startFleet(size);
    const slots = () => fleet.map(({ uses }) => uses.of("acme").concurrent);
    await pass(20, () => {
      for (const each of slots()) {
        if (each.running > 0) each.release();
        takeAll(each);
      }
    });
    expect(sum(slots().map(({ running }) => running))).toBe(together);
  });

  it("let one that has all the calls run all, and give their slots back to the others as they end", async () => {
    const { fleet, pass } = await startFleet(2);
    const slotsOf = (index: number) => fleet[index]?.uses.of("acme").concurrent;
    expect(takeAll(slotsOf(0))).toBe(6);
    await pass(2);
    expect(takeAll(slotsOf(0))).toBe(6);
    expect(takeAll(slotsOf(1))).toBe(6);
    for (let slot = 0; slot < 8; slot += 1) slotsOf(0)?.release();
    await pass(20, () => takeAll(slotsOf(1)));
    expect([slotsOf(0)?.running, slotsOf(1)?.running]).toEqual([4, 8]);
  });
});

describe("a store that is out", () => {
  it("leaves every process the share that it knew last, and takes nobody for gone when it is back", async () => {
    const { store, fleet, ask, pass, clock } = await startFleet(3);
    await pass(60, () => {
      ask(0, 20);
      ask(1, 1);
    });
    const before = [ask(0, 100), ask(1, 100), ask(2, 100)];
    const swap = store.swap.bind(store);
    store.swap = () => {
      throw new StoreError("unavailable", "out");
    };
    for (let beat = 0; beat < 24; beat += 1) {
      clock.time += 5000;
      for (const { sync } of fleet) await expect(sync()).rejects.toThrow("out");
    }
    expect([ask(0, 100), ask(1, 100), ask(2, 100)]).toEqual(before);
    store.swap = swap;
    clock.time += 60_000;
    await fleet[0]?.sync();
    expect(ask(0, 100) + ask(1, 100) + ask(2, 100)).toBeLessThan(2 * PER_MINUTE);
    expect(ask(2, 1)).toBe(0);
  });
});

describe("a process that starts", () => {
  it("goes by the whole limit until it has read the others, and then by its share at once", async () => {
    const { store, start, ask, fleet } = await startFleet(2);
    fleet.push(start("orders-3"));
    const load = store.load.bind(store);
    store.load = () => {
      throw new StoreError("unavailable", "out");
    };
    await expect(fleet[2]?.sync()).rejects.toThrow("out");
    expect(ask(2, 30)).toBe(30);
    store.load = load;
    await fleet[2]?.sync();
    expect(ask(2, 30)).toBe(0);
  });
});

function toldBy(store: Store, name: string): readonly ToldUse[] | undefined {
  return readHeartbeat(store.get("instances", name) as Stored)?.limits;
}

describe("a heartbeat", () => {
  it("tells of the two hundred workspaces that need most; of the others a process takes its fair share", async () => {
    const { start, store, clock } = sharedHouse(() => LIMITS);
    const [one, other] = [start("orders-1"), start("orders-2")];
    await other.sync();
    const uses = Array.from({ length: 202 }, (_, index) => one.uses.of(`w${index}`));
    for (const [index, { minute }] of uses.entries()) {
      for (let time = 0; time < (index < 2 ? 31 : 32); time += 1) minute.consume(PER_MINUTE, clock.time);
    }
    await one.sync();
    const told = toldBy(store, "orders-1");
    expect(told).toHaveLength(200);
    expect(told?.[0]).toEqual(["w2", 32, 32, 0, 0]);
    expect([uses[0], uses[2]].map((use) => use?.minute.share.of(PER_MINUTE))).toEqual([30, 32]);
  });

  it("does not tell of a workspace that nobody called of late, or that has no limit", async () => {
    const limits: { set: typeof LIMITS | null } = { set: null };
    const { start, store, clock } = sharedHouse(() => limits.set);
    const { uses, sync } = start("orders-1");
    uses.of("acme").minute.consume(PER_MINUTE, clock.time);
    await sync();
    expect(toldBy(store, "orders-1")).toEqual([]);
    limits.set = LIMITS;
    uses.of("acme").minute.consume(PER_MINUTE, clock.time);
    await sync();
    expect(toldBy(store, "orders-1")).toEqual([["acme", 1, 1, 0, 0]]);
    clock.time += 120_000;
    await sync();
    expect(toldBy(store, "orders-1")).toEqual([]);
  });
});
