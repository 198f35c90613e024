import { openRedisStore } from "../../lib/stores/redis/open.ts";
import type { RedisStore } from "../../lib/stores/redis/redis-store.ts";
import type { RedisServer } from "../../lib/stores/redis/testing/redis-server.ts";
import { doing, eventsOf, storedCircuit } from "../support/deeds.ts";
import { RemoteInstance } from "../support/fleet.ts";
import type { Instance } from "../support/instance.ts";
import { convergence, knowing } from "../support/knowledge.ts";
import { ReplicatedServer } from "../support/replicated.ts";
import { type Line, ms, type Row, type Size } from "../support/row.ts";
import { PASS, TcpProxy } from "../support/tcp-proxy.ts";

const PROCESSES = 3;
const POLICY = { failure_threshold: 1000, recovery_timeout: 3600 };
const EASILY_OPENED = { ...POLICY, failure_threshold: 5 };
const CONVERGED_WITHIN_MS = 5000;
/** Failures that happen while there is no primary. */
const FAILED_MEANWHILE = 3;

/** Acted on by all. */
const ACTED = "acted";
/** Written at the same number on both servers, by different writers. */
const TWIN = "twin";
/** Closed for the replica, open for those who know. */
const TRIPPED = "tripped";
/** Open for the replica, closed by an act. */
const RESET = "reset";
/** Held by an act of which the replica knows nothing. */
const HELD = "held";

export const inInstance = {
  ...knowing,
  ...doing,
  versionOf: (instance: Instance, id: string) => instance.circuit(id).confirmed.version,
};

type Remote = RemoteInstance<typeof inInstance>;

/** A primary is lost with what its replica had not heard of yet, and the replica takes its place at the same address. */
export const failover: Row = {
  name: "failover",
  async run(size: Size): Promise<readonly Line[]> {
    const [rounds, turns] = size === "full" ? [5, 200] : [1, 40];
    const found = new Findings();
    for (let round = 0; round < rounds; round += 1) await inPlace((place) => oneFailover(turns, place, found));
    return found.lines(rounds);
  },
};

interface Place {
  readonly servers: ReplicatedServer;
  readonly proxies: readonly TcpProxy[];
  readonly fleet: readonly Remote[];
  /** On the replica. */
  readonly store: RedisStore;
}

async function inPlace(trial: (place: Place) => Promise<void>): Promise<void> {
  const servers = await ReplicatedServer.start();
  const proxies = await Promise.all(Array.from({ length: PROCESSES }, () => TcpProxy.start(servers.primary.port)));
  const fleet = await Promise.all(proxies.map(({ port }, index) => join(`orders-${index + 1}`, port)));
  const store = await openRedisStore({ url: servers.replica.url, scope: "engine" });
  try {
    await trial({ servers, proxies, fleet, store });
  } finally {
    await Promise.all(fleet.map((each) => each.kill()));
    await Promise.all(proxies.map((each) => each.close()));
    await store.close();
    await servers.stop();
  }
}

function join(name: string, port: number): Promise<Remote> {
  return RemoteInstance.start<typeof inInstance>(import.meta.filename, {
    name,
    url: `redis://127.0.0.1:${port}`,
    policy: POLICY,
  });
}

async function oneFailover(turns: number, place: Place, found: Findings): Promise<void> {
  const { servers, proxies, fleet, store } = place;
  const done = new Done();
  for (const id of [TRIPPED, RESET]) await Promise.all(fleet.map((each) => each.ask("register", id, EASILY_OPENED)));
  await fleet[1]!.ask("trip", RESET);
  await work(turns, fleet, done);
  await servers.isCaughtUp();

  servers.holdBack();
  await work(turns / 2, fleet, done);
  await unheard(fleet);
  await work(turns / 2, fleet, done);
  const acknowledged = done.copy();
  const lost = { from: await lastNumber(servers.replica), to: await lastNumber(servers.primary) };

  for (const proxy of proxies) proxy.set({ kind: "refuse" });
  const meanwhile = Promise.all(fleet.map((each) => failMeanwhile(each, done)));
  await servers.failOver();
  const before = await Snapshot.of(store);
  const stranger = await join("stranger", servers.replica.port);
  try {
    await writeTwin(stranger, fleet[0]!, found);
    const back = performance.now();
    for (const proxy of proxies) proxy.redirect(servers.replica.port);
    for (const proxy of proxies) proxy.set(PASS);
    await meanwhile;
    const all = [...fleet, stranger];
    found.differing.push(...(await convergence(all, store, CONVERGED_WITHIN_MS)).differing);
    found.took = Math.max(found.took, performance.now() - back);
    found.addLoss(acknowledged, before, await Snapshot.of(store));

    await work(turns, fleet, done);
    found.differing.push(...(await convergence(all, store, CONVERGED_WITHIN_MS)).differing);
    found.givenAgain += Math.min(lost.to, await lastNumber(servers.replica)) - lost.from;
    await found.check(done, store, all);
  } finally {
    await stranger.kill();
  }
}

/** In each process, in turn, an act on what all act on and a failure on a circuit of its own. */
async function work(turns: number, fleet: readonly Remote[], done: Done): Promise<void> {
  await Promise.all(
    fleet.map(async (each) => {
      for (let turn = 0; turn < turns; turn += 2) {
        const reason = `${each.name} ${done.acts.length}`;
        await each.ask("act", ACTED, "reset", reason);
        done.acts.push(reason);
        await each.ask("fail", ownOf(each), reason);
        done.countFailure(ownOf(each));
      }
    }),
  );
}

/** What the replica will not know when it becomes the primary. */
async function unheard([one, two, three]: readonly Remote[]): Promise<void> {
  await one!.ask("act", TWIN, "reset", "twin");
  await one!.ask("trip", TRIPPED);
  await two!.ask("act", RESET, "reset", "mended");
  await three!.ask("act", HELD, "override", "held");
}

async function failMeanwhile(each: Remote, done: Done): Promise<void> {
  const failures = Array.from({ length: FAILED_MEANWHILE }, (_, turn) => each.ask("fail", ownOf(each), `out ${turn}`));
  await Promise.all(failures);
  for (const _ of failures) done.countFailure(ownOf(each));
}

/** Writes one circuit on the new primary until its version has the number that its version of the old one has. */
async function writeTwin(stranger: Remote, knower: Remote, found: Findings): Promise<void> {
  const known = await knower.ask("versionOf", TWIN);
  for (;;) {
    const written = await stranger.ask("versionOf", TWIN);
    const [there, here] = [written?.number ?? 0, known?.number ?? 0];
    if (there === here && written?.writeId !== known?.writeId) found.twins += 1;
    if (there >= here) return;
    await stranger.ask("fail", TWIN, "stranger");
  }
}

function ownOf({ name }: Remote): string {
  return `of-${name}`;
}

async function lastNumber(server: RedisServer): Promise<number> {
  return Number(await server.command("HGET", "{bp}:engine:meta", "number"));
}

/** What was done and acknowledged. */
class Done {
  readonly acts: string[] = [];
  readonly failures = new Map<string, number>();

  countFailure(id: string): void {
    this.failures.set(id, (this.failures.get(id) ?? 0) + 1);
  }

  copy(): Done {
    const copy = new Done();
    copy.acts.push(...this.acts);
    for (const [id, count] of this.failures) copy.failures.set(id, count);
    return copy;
  }
}

/** What a store holds of it. */
class Snapshot {
  readonly acts: number;
  readonly reasons: ReadonlySet<string | null>;
  readonly failures: ReadonlyMap<string, number>;

  static async of(store: RedisStore): Promise<Snapshot> {
    const circuits = await Promise.all(
      (await store.load("circuits")).map(async ({ id }) => [id, await storedCircuit(store, id)] as const),
    );
    const failures = new Map(circuits.map(([id, circuit]) => [id, circuit?.consecutiveFailures ?? 0]));
    const acts = circuits.find(([id]) => id === ACTED)?.[1]?.acts ?? 0;
    return new Snapshot(acts, new Set((await eventsOf(store, ACTED)).map(({ reason }) => reason)), failures);
  }

  private constructor(acts: number, reasons: ReadonlySet<string | null>, failures: ReadonlyMap<string, number>) {
    this.acts = acts;
    this.reasons = reasons;
    this.failures = failures;
  }
}

class Findings {
  acknowledged = 0;
  /** Acknowledged writes that the new primary had not heard of. */
  gone = 0;
  /** Those of them that circuits tell of again, once the instances are back. */
  returned = 0;
  /** Acts that are missing in the log. */
  unlogged = 0;
  /** Numbers of lost writes that the new primary gave to others. */
  givenAgain = 0;
  /** Circuits that had the same number on both servers, of different writes. */
  twins = 0;
  took = 0;
  readonly broken: string[] = [];
  readonly differing: string[] = [];

  addLoss({ acts, failures }: Done, before: Snapshot, after: Snapshot): void {
    const gone = acts.filter((reason) => !before.reasons.has(reason)).length;
    this.acknowledged += acts.length;
    this.gone += gone;
    if (after.acts >= acts.length) this.returned += gone;
    this.unlogged += acts.filter((reason) => !after.reasons.has(reason)).length;
    for (const [id, count] of failures) {
      const known = { before: before.failures.get(id) ?? 0, after: after.failures.get(id) ?? 0 };
      this.acknowledged += count;
      this.gone += count - known.before;
      this.returned += Math.min(count, known.after) - known.before;
    }
  }

  async check(done: Done, store: RedisStore, all: readonly Remote[]): Promise<void> {
    const { acts, failures } = await Snapshot.of(store);
    if (acts !== done.acts.length) this.broken.push(`${ACTED} counts ${acts} acts of ${done.acts.length}`);
    for (const [id, count] of done.failures) {
      if (failures.get(id) !== count) this.broken.push(`${id} counts ${failures.get(id)} of ${count} failures`);
    }
    for (const each of all) {
      const answers = await Promise.all([TRIPPED, RESET].map((id) => each.ask("admission", id)));
      if (answers.join() !== "open,pass") this.broken.push(`${each.name} answers ${answers}`);
    }
    if ((await storedCircuit(store, HELD))?.override == null) this.broken.push(`${HELD} is not held`);
    if ((await storedCircuit(store, TWIN))?.acts !== 1) this.broken.push(`${TWIN} lacks its act`);
  }

  lines(times: number): Line[] {
    const all = this.differing.slice(0, 3).join("; ");
    return [
      {
        what: `Primary lost with what its replica had not heard, the replica in its place (${times} times): acknowledged writes lost`,
        toReach: "said, and written back",
        got: `${this.gone} of ${this.acknowledged} gone, ${this.returned} of them back from the instances; ${this.unlogged} acts not in the log`,
        ok: this.gone > 0 && this.returned === this.gone,
      },
      {
        what: "… circuits, outcomes or acts lost, open circuits that let through",
        toReach: "0",
        got: this.broken.length === 0 ? "0" : this.broken.slice(0, 4).join("; "),
        ok: this.broken.length === 0,
      },
      {
        what: "… versions mistaken for those of lost writes with the same number",
        toReach: "0",
        got: all || `0; ${this.givenAgain} numbers given again, ${this.twins} of them to the same circuit`,
        ok: this.differing.length === 0 && this.givenAgain > 0 && this.twins === times,
      },
      {
        what: "… all instances and the store agree once they reach it",
        toReach: `≤ ${CONVERGED_WITHIN_MS / 1000} s`,
        got: all || ms(this.took),
        ok: this.differing.length === 0 && this.took <= CONVERGED_WITHIN_MS,
      },
    ];
  }
}
