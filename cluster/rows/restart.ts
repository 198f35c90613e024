import { readdirSync, statSync, truncateSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { failure } from "../../lib/breaker/testkit.ts";
import { openRedisStore } from "../../lib/stores/redis/open.ts";
import { RedisServer } from "../../lib/stores/redis/testing/redis-server.ts";
import type { Store } from "../../lib/stores/store.ts";
import { doing, eventsOf, storedCircuit } from "../support/deeds.ts";
import { RemoteInstance } from "../support/fleet.ts";
import type { Instance } from "../support/instance.ts";
import { convergence, knowing } from "../support/knowledge.ts";
import { Load } from "../support/load.ts";
import { type Line, ms, type Row, type Size, until } from "../support/row.ts";
import { PASS, TcpProxy } from "../support/tcp-proxy.ts";

const PROCESSES = 2;
const OWN_CIRCUITS = 4;
const ACTED = "acted";
const TRIPPED = "tripped";
const POLICY = { failure_threshold: 1000, recovery_timeout: 3600 };
const CONVERGED_WITHIN_MS = 5000;
/** What `everysec` may not have put on the disk yet when a machine fails, in milliseconds. */
const UNSAFE_MS = 1000;

/** What an instance did. */
interface Tally {
  /** Reasons of acts that were acknowledged. */
  readonly acts: string[];
  /** Outcomes by circuit, and those of them that were acknowledged. */
  readonly settled: Record<string, number>;
  readonly acknowledged: Record<string, number>;
}

let load: Load;
const tally: Tally = { acts: [], settled: {}, acknowledged: {} };

export const inInstance = {
  ...knowing,
  ...doing,
  start(instance: Instance) {
    load = new Load();
    for (let index = 0; index < OWN_CIRCUITS; index += 1) {
      load.repeat(10, () => failOnce(instance, `of-${instance.name}-${index}`));
    }
    let turn = 0;
    load.repeat(10, async () => {
      turn += 1;
      const reason = `${instance.name} ${turn} ${performance.now()}`;
      if ((await doing.tryAct(instance, ACTED, reason)) === "done") tally.acts.push(reason);
    });
    // What is acted on fails as well: so it goes on in memory where the store is out.
    load.repeat(50, () => failOnce(instance, ACTED));
  },
  tally: () => tally,
  async stop() {
    await load.end();
    return tally;
  },
};

async function failOnce(instance: Instance, id: string): Promise<void> {
  const circuit = instance.circuit(id);
  const admission = await circuit.admit(null);
  if (admission.kind === "rejection") return;
  await circuit.settle(admission, failure());
  tally.settled[id] = (tally.settled[id] ?? 0) + 1;
  if (!circuit.isCutOff) tally.acknowledged[id] = tally.settled[id];
}

interface Trial {
  readonly fsync: "always" | "everysec";
  /** Whether what was written in the last second is lost with the process, as where a machine fails. */
  readonly losesPower: boolean;
  readonly rounds: number;
}

/** The server is killed under load, and started again with what its disk holds. */
export const restart: Row = {
  name: "restart",
  async run(size: Size): Promise<readonly Line[]> {
    const rounds = size === "full" ? 5 : 1;
    const lines: Line[] = [];
    for (const [fsync, losesPower] of [
      ["always", false],
      ["everysec", false],
      ["everysec", true],
    ] as const) {
      lines.push(...(await inPlace({ fsync, losesPower, rounds })));
    }
    return lines;
  },
};

type Remote = RemoteInstance<typeof inInstance>;

async function inPlace(trial: Trial): Promise<Line[]> {
  const server = await RedisServer.start({ config: { appendonly: "yes", appendfsync: trial.fsync } });
  const proxies = await Promise.all(Array.from({ length: PROCESSES }, () => TcpProxy.start(server.port)));
  const fleet = await Promise.all(
    proxies.map(({ port }, index) => {
      const options = { name: `orders-${index + 1}`, url: `redis://127.0.0.1:${port}`, policy: POLICY };
      return RemoteInstance.start<typeof inInstance>(import.meta.filename, options);
    }),
  );
  const store = await openRedisStore({ url: server.url, scope: "engine" });
  try {
    const found = new Findings();
    for (let round = 1; round <= trial.rounds; round += 1) {
      await oneRound(`${TRIPPED}-${round}`, trial, { server, proxies, fleet, store, found });
    }
    return found.lines(trial);
  } finally {
    await Promise.all(fleet.map((each) => each.kill()));
    await Promise.all(proxies.map((each) => each.close()));
    await store.close();
    await server.stop();
  }
}

interface Place {
  readonly server: RedisServer;
  readonly proxies: readonly TcpProxy[];
  readonly fleet: readonly Remote[];
  readonly store: Store;
  readonly found: Findings;
}

async function oneRound(tripped: string, { losesPower }: Trial, { server, proxies, fleet, store, found }: Place) {
  for (const each of fleet) await each.ask("register", tripped, { recovery_timeout: 3600 });
  const log = new LogSize(server);
  await Promise.all(fleet.map((each) => each.ask("start")));
  await sleep(UNSAFE_MS + 700);
  await fleet[0]!.ask("trip", tripped);
  await until("all know what tripped", async () => {
    const seen = await Promise.all(fleet.map((each) => each.ask("describe", tripped)));
    return seen.every(({ state }) => state === "open");
  });
  await server.kill();
  log.end();
  for (const proxy of proxies) proxy.set({ kind: "refuse" });
  if (losesPower) log.cut();
  await sleep(300);
  const acknowledged = await Promise.all(fleet.map((each) => each.ask("tally")));
  await server.restart();
  await until("the store is back", () => isReachable(store));
  const before = await Snapshot.of(store);
  for (const proxy of proxies) proxy.set(PASS);
  const back = performance.now();
  await sleep(500);
  const tallies = await Promise.all(fleet.map((each) => each.ask("stop")));
  const { differing } = await convergence(fleet, store, CONVERGED_WITHIN_MS);
  found.took = Math.max(found.took, performance.now() - back);
  found.differing.push(...differing);
  found.addLoss(acknowledged, before, await Snapshot.of(store));
  found.check(tallies, await Snapshot.of(store));
  const states = await Promise.all(fleet.map((each) => each.ask("admission", tripped)));
  if (states.some((state) => state !== "open")) found.broken.push(`${tripped} answers ${states}`);
}

async function isReachable(store: Store): Promise<boolean> {
  try {
    await store.probe();
    return true;
  } catch {
    return false;
  }
}

/** What the store holds of what was done. */
class Snapshot {
  readonly reasons: ReadonlySet<string | null>;
  readonly failures: ReadonlyMap<string, number>;
  readonly acts: number;

  static async of(store: Store): Promise<Snapshot> {
    const ids = (await store.load("circuits")).map(({ id }) => id);
    const circuits = await Promise.all(ids.map(async (id) => [id, await storedCircuit(store, id)] as const));
    const failures = new Map(circuits.map(([id, circuit]) => [id, circuit?.consecutiveFailures ?? 0]));
    const acts = circuits.find(([id]) => id === ACTED)?.[1]?.acts ?? 0;
    return new Snapshot(new Set((await eventsOf(store, ACTED)).map(({ reason }) => reason)), failures, acts);
  }

  private constructor(reasons: ReadonlySet<string | null>, failures: ReadonlyMap<string, number>, acts: number) {
    this.reasons = reasons;
    this.failures = failures;
    this.acts = acts;
  }
}

class Findings {
  acknowledged = 0;
  /** Acknowledged writes that the store no longer knew when it was back. */
  gone = 0;
  /** Those of them that it knew again once the instances were back. */
  returned = 0;
  /** Acts that the circuit does not count, of those that were acknowledged. */
  uncounted = 0;
  /** Acts that are not in the log; of circuits they may still be part. */
  unlogged = 0;
  took = 0;
  readonly broken: string[] = [];
  readonly differing: string[] = [];

  /** Holds what was acknowledged before the server was killed against what it held before and after the instances came. */
  addLoss(tallies: readonly Tally[], before: Snapshot, after: Snapshot): void {
    const acts = tallies.flatMap((each) => each.acts);
    const gone = acts.filter((reason) => !before.reasons.has(reason)).length;
    this.acknowledged += acts.length;
    this.gone += gone;
    if (after.acts >= acts.length) this.returned += gone;
    for (const [id, count] of tallies.flatMap((each) => Object.entries(each.acknowledged))) {
      if (id === ACTED) continue;
      const known = { before: before.failures.get(id) ?? 0, after: after.failures.get(id) ?? 0 };
      this.acknowledged += count;
      this.gone += Math.max(0, count - known.before);
      this.returned += Math.max(0, Math.min(count, known.after) - known.before);
    }
  }

  check(tallies: readonly Tally[], after: Snapshot): void {
    const acts = tallies.flatMap((each) => each.acts);
    this.unlogged = acts.filter((reason) => !after.reasons.has(reason)).length;
    this.uncounted = Math.max(this.uncounted, acts.length - after.acts);
    for (const [id, count] of tallies.flatMap((each) => Object.entries(each.settled))) {
      const counted = after.failures.get(id) ?? 0;
      if (id !== ACTED && counted !== count) this.broken.push(`${id} counts ${counted} of ${count} failures`);
    }
  }

  lines({ fsync, losesPower, rounds }: Trial): Line[] {
    const how = `Redis killed and started again under load (appendfsync ${fsync}${losesPower ? ", the last second lost as with a machine" : ""}; ${rounds} times)`;
    // Where the server forgets, an act that only one process still knows and one that another does before that process
    // is back are the same in number, and count as one.
    if (this.uncounted > 0 && !losesPower) this.broken.push(`${ACTED} does not count ${this.uncounted} acts`);
    const isWhole = this.broken.length === 0;
    return [
      {
        what: `${how}: acknowledged writes lost`,
        toReach: losesPower ? "said, and written back" : "0",
        got: `${this.gone} of ${this.acknowledged} gone, ${this.returned} of them back from the instances; ${this.unlogged} acts not in the log`,
        ok: this.acknowledged > 100 && (losesPower ? this.gone > 0 && this.returned === this.gone : this.gone === 0),
      },
      {
        what: `… circuits or outcomes lost, ${losesPower ? "" : "acts not counted, "}open circuits that let through`,
        toReach: "0",
        got: isWhole ? "0" : this.broken.slice(0, 4).join("; "),
        ok: isWhole,
      },
      ...(losesPower
        ? [
            {
              what: "… acts that count as one with another's, done before who knew of the first was back",
              toReach: "≤ 1",
              got: String(this.uncounted),
              ok: this.uncounted <= 1,
              // How many it takes depends on how long a process waits for its turn.
              isTiming: true,
            },
          ]
        : []),
      {
        what: "… all instances and the store agree once it is back",
        toReach: `≤ ${CONVERGED_WITHIN_MS / 1000} s`,
        got: this.differing.length === 0 ? ms(this.took) : this.differing.slice(0, 2).join("; "),
        ok: this.differing.length === 0 && this.took <= CONVERGED_WITHIN_MS,
      },
    ];
  }
}

/** How long a server's log of writes was over the last seconds, so that it can be cut to what it was. */
class LogSize {
  readonly #file: string;
  readonly #sizes: { readonly at: number; readonly size: number }[] = [];
  readonly #timer: NodeJS.Timeout;
  #endedAt = 0;

  constructor({ folder }: RedisServer) {
    const logs = join(folder, "appendonlydir");
    this.#file = join(logs, readdirSync(logs).findLast((name) => name.endsWith(".incr.aof"))!);
    this.#timer = setInterval(() => {
      this.#sizes.push({ at: performance.now(), size: statSync(this.#file).size });
    }, 50);
  }

  end(): void {
    clearInterval(this.#timer);
    this.#endedAt = performance.now();
  }

  /** Takes away what was written in the last second. */
  cut(): void {
    const safe = this.#sizes.findLast(({ at }) => at < this.#endedAt - UNSAFE_MS);
    if (safe !== undefined) truncateSync(this.#file, safe.size);
  }
}
