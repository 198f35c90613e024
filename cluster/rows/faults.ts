import { mkdirSync, rmdirSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import type { RedisServer } from "../../lib/stores/redis/testing/redis-server.ts";
import { doing, storedCircuit } from "../support/deeds.ts";
import { Expectations } from "../support/expectations.ts";
import { convergence, knowing } from "../support/knowledge.ts";
import { inPlace, type Place } from "../support/place.ts";
import { type Line, ms, type Row, type Size, until } from "../support/row.ts";
import { PASS } from "../support/tcp-proxy.ts";

const CONVERGED_WITHIN_MS = 5000;
const HOUR_MS = 3_600_000;
/** Long enough for whoever loads in a loop to be seen. */
const OBSERVED_MS = 1000;
/** One of each collection, which whoever is behind may still be at. */
const MOST_LOADS = 6;
const POLICY = { recovery_timeout: 600, failure_threshold: 3 };

export const inInstance = { ...knowing, ...doing };

type ThisPlace = Place<typeof inInstance>;
type Fault = (place: ThisPlace, expected: Expectations) => Promise<void>;

/** What a server is told to do by hand, or does where it is full; and a clock that is wrong. */
export const faults: Row = {
  name: "faults",
  async run(size: Size): Promise<readonly Line[]> {
    // Each has a place of its own; figures are of one that has the machine to itself.
    const atOnce = size === "full" ? 1 : 2;
    const lines: Line[] = [];
    for (let next = 0; next < FAULTS.length; next += atOnce) {
      lines.push(...(await Promise.all(FAULTS.slice(next, next + atOnce).map(tryOut))));
    }
    return lines;
  },
};

interface Trial {
  readonly what: string;
  readonly toReach: string;
  readonly clockErrors?: readonly number[];
  readonly fault: Fault;
}

function tryOut({ what, toReach, clockErrors = [0, 0, 0], fault }: Trial): Promise<Line> {
  return inPlace<typeof inInstance, Line>(import.meta.filename, { policy: POLICY, clockErrors }, async (place) => {
    const expected = new Expectations();
    // Whatever does not come about is a line as well, so that the others are still told.
    await suffer(fault, place, expected).catch((error) => expected.check("to its end", false, String(error)));
    return expected.line(what, toReach);
  });
}

async function suffer(fault: Fault, place: ThisPlace, expected: Expectations): Promise<void> {
  await registerAll(place, ["healthy", "open", "late"]);
  await place.fleet[0]!.ask("trip", "open");
  await allSee(place, "open", "open");
  await fault(place, expected);
}

async function registerAll({ fleet }: ThisPlace, ids: readonly string[]): Promise<void> {
  for (const each of fleet) for (const id of ids) await each.ask("register", id, POLICY);
}

async function allSee({ fleet }: ThisPlace, id: string, state: string): Promise<void> {
  await until(`all see ${id} ${state}`, async () => {
    const seen = await Promise.all(fleet.map((each) => each.ask("describe", id)));
    return seen.every((circuit) => circuit.state === state);
  });
}

/** What every instance answers to a call of each circuit. */
function answers({ fleet }: ThisPlace, id: string): Promise<string[]> {
  return Promise.all(fleet.map((each) => each.ask("admission", id)));
}

async function expectAnswers(place: ThisPlace, expected: Expectations, when: string): Promise<void> {
  const [healthy, open] = [await answers(place, "healthy"), await answers(place, "open")];
  expected.check(`${when} closed admit, open reject`, healthy.every(isPass) && open.every(isOpen), { healthy, open });
}

const isPass = (answer: string) => answer === "pass";
const isOpen = (answer: string) => answer === "open";

async function expectAgreement({ fleet, store }: ThisPlace, expected: Expectations): Promise<void> {
  const { took, differing } = await convergence(fleet, store, CONVERGED_WITHIN_MS);
  expected.check(`all agree after ${ms(took ?? 0)}`, differing.length === 0, differing.slice(0, 3));
}

/** What makes a server take no writes, and what lets it take them again. */
interface Refusal {
  begin(server: RedisServer): Promise<unknown>;
  end(server: RedisServer): Promise<unknown>;
}

const REPLICA: Refusal = {
  begin: (server) => server.command("REPLICAOF", "127.0.0.1", "1"),
  end: (server) => server.command("REPLICAOF", "NO", "ONE"),
};

const FULL: Refusal = {
  async begin(server) {
    await server.command("CONFIG", "SET", "maxmemory-policy", "noeviction");
    await server.command("CONFIG", "SET", "maxmemory", "1mb");
  },
  end: (server) => server.command("CONFIG", "SET", "maxmemory", "0"),
};

/** A folder stands where its snapshot is to be written. */
const UNSAVED: Refusal = {
  async begin(server) {
    // One that takes no snapshots does not care whether it could.
    await server.command("CONFIG", "SET", "save", "3600 1000000");
    mkdirSync(snapshotOf(server));
    await snapshotEnds(server, "err");
  },
  async end(server) {
    rmdirSync(snapshotOf(server));
    await snapshotEnds(server, "ok");
  },
};

function snapshotOf({ folder }: RedisServer): string {
  return join(folder, "dump.rdb");
}

async function snapshotEnds(server: RedisServer, status: "ok" | "err"): Promise<void> {
  await server.command("BGSAVE");
  await until(`the snapshot ends: ${status}`, async () =>
    String(await server.command("INFO", "persistence")).includes(`rdb_last_bgsave_status:${status}`),
  );
}

/** A server that takes no writes: what it is told, what goes on meanwhile, and what comes of it. */
function refusing({ begin, end }: Refusal, sign: string): Fault {
  return async (place, expected) => {
    const { server, fleet } = place;
    await begin(server);
    const acts = await Promise.all(fleet.map((each, index) => each.ask("tryAct", "open", `refused ${index}`)));
    expected.check(
      "acts are refused: unavailable",
      acts.every((code) => code === "unavailable"),
      acts,
    );
    const [one, ...others] = fleet;
    await one!.ask("trip", "late");
    const seen = [
      await one!.ask("admission", "late"),
      ...(await Promise.all(others.map((each) => each.ask("admission", "late")))),
    ];
    expected.check("a trip is local", isOpen(seen[0]!) && seen.slice(1).every(isPass), seen);
    await expectAnswers(place, expected, "meanwhile");
    const told = await Promise.all(fleet.map((each) => each.ask("knowledge")));
    const isSaid = told.every(({ isDegraded, outages }) => isDegraded && outages.at(-1)?.includes(sign));
    expected.check(
      `said on each: ${sign}`,
      isSaid,
      told.map(({ outages }) => outages),
    );
    await end(server);
    await expectAgreement(place, expected);
    const late = await answers(place, "late");
    expected.check("then the trip is everybody's", late.every(isOpen), late);
    const after = await Promise.all(fleet.map((each) => each.ask("knowledge")));
    expected.check(
      "told once lost and once back",
      after.every(({ outages }) => outages.length === 2),
      after.map(({ outages }) => outages),
    );
  };
}

async function forgottenScripts(place: ThisPlace, expected: Expectations): Promise<void> {
  const { server, fleet } = place;
  await server.command("SCRIPT", "FLUSH");
  const acts = await Promise.all(fleet.map((each, index) => each.ask("tryAct", "healthy", `after ${index}`)));
  expected.check(
    "acts are done",
    acts.every((code) => code === "done"),
    acts,
  );
  await expectAgreement(place, expected);
  await expectAnswers(place, expected, "after it");
  const told = await Promise.all(fleet.map((each) => each.ask("knowledge")));
  expected.check(
    "nobody was without the store",
    told.every(({ outages }) => outages.length === 0),
    told,
  );
}

async function flushed(place: ThisPlace, expected: Expectations): Promise<void> {
  const { server, store, join } = place;
  await server.command("FLUSHALL");
  await expectAnswers(place, expected, "at once");
  await until(
    "the open circuit is stored again",
    async () => (await storedCircuit(store, "open"))?.state === "open",
    CONVERGED_WITHIN_MS,
  );
  await expectAgreement(place, expected);
  await expectAnswers(place, expected, "after it");
  const late = await join("late");
  await late.ask("register", "open", POLICY);
  const answer = await late.ask("admission", "open");
  expected.check("who joins later finds it open", isOpen(answer), answer);
}

/** News is cut away, to the last `left`, while one instance does not hear of it. */
function trimmed(left: number): Fault {
  return async (place, expected) => {
    const { server, proxies, fleet } = place;
    proxies[2]!.set({ kind: "blackhole" });
    await fleet[0]!.ask("trip", "late");
    await fleet[1]!.ask("act", "healthy", "reset", "while one is away");
    await server.command("XTRIM", "{bp}:engine:changes", "MAXLEN", String(left));
    proxies[2]!.set(PASS);
    await expectAgreement(place, expected);
    const late = await answers(place, "late");
    expected.check("who missed it rejects as well", late.every(isOpen), late);
    const before = await loadsOf(place);
    await sleep(OBSERVED_MS);
    const loads = (await loadsOf(place)) - before;
    expected.check("and does not load again and again", loads <= MOST_LOADS, `${loads} loads`);
    await fleet[0]!.ask("act", "late", "reset", "news after it");
    await expectAgreement(place, expected);
  };
}

/** How often a whole collection was read so far. */
async function loadsOf({ server }: ThisPlace): Promise<number> {
  const stats = String(await server.command("INFO", "commandstats"));
  return Number(/cmdstat_hscan:calls=(\d+)/.exec(stats)?.[1] ?? 0);
}

async function wrongClock(place: ThisPlace, expected: Expectations): Promise<void> {
  const { fleet } = place;
  for (const [index, each] of fleet.entries()) {
    const id = `of-${index}`;
    await registerAll(place, [id]);
    await each.ask("trip", id);
    await allSee(place, id, "open");
    const seen = await Promise.all(fleet.map((other) => other.ask("describe", id)));
    const recoveries = seen.map(({ recoverAt }) => recoverAt ?? 0);
    const spread = Math.max(...recoveries) - Math.min(...recoveries);
    const error = Math.max(...recoveries.map((at) => Math.abs(at - Date.now() - POLICY.recovery_timeout * 1000)));
    const waits = seen.map(({ secondsUntilRecovery }) => secondsUntilRecovery ?? 0);
    const waitSpread = Math.max(...waits) - Math.min(...waits);
    expected.check(
      `${each.name} opens: recovery the same on all to ${ms(Math.max(spread, waitSpread * 1000))}`,
      spread <= 1000 && waitSpread <= 1 && error < 2000,
      { recoveries, waits, error },
    );
  }
  await expectAnswers(place, expected, "all the while");
  await expectAgreement(place, expected);
}

const FAULTS: readonly Trial[] = [
  { what: "SCRIPT FLUSH", toReach: "nobody notices", fault: forgottenScripts },
  { what: "FLUSHALL", toReach: "no circuit lost", fault: flushed },
  { what: "The changes trimmed past a cursor", toReach: "nothing missed", fault: trimmed(1) },
  { what: "All changes trimmed", toReach: "nothing missed", fault: trimmed(0) },
  {
    what: "READONLY: the server becomes a replica, and a primary again",
    toReach: "goes on alone, loses nothing",
    fault: refusing(REPLICA, "replica"),
  },
  {
    what: "OOM: the server is full, and is given room",
    toReach: "goes on alone, loses nothing",
    fault: refusing(FULL, "OOM"),
  },
  {
    what: "MISCONF: the server cannot write its snapshot, and can again",
    toReach: "goes on alone, loses nothing",
    fault: refusing(UNSAVED, "MISCONF"),
  },
  {
    what: "Clocks of instances an hour fast and an hour slow",
    toReach: "recovery times agree to 1 s",
    clockErrors: [0, HOUR_MS, -HOUR_MS],
    fault: wrongClock,
  },
];
