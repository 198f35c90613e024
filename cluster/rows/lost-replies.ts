import { isDeepStrictEqual } from "node:util";
import { KEPT_FAILURES } from "../../lib/breaker/index.ts";
import { openRedisStore } from "../../lib/stores/redis/open.ts";
import { RedisServer } from "../../lib/stores/redis/testing/redis-server.ts";
import { type Store, StoreError, type Swap, type SwapResult } from "../../lib/stores/store.ts";
import { doing, eventsOf, storedCircuit } from "../support/deeds.ts";
import { RemoteInstance } from "../support/fleet.ts";
import type { Instance } from "../support/instance.ts";
import { convergence, knowing } from "../support/knowledge.ts";
import type { Line, Row, Size } from "../support/row.ts";
import { PASS, TcpProxy } from "../support/tcp-proxy.ts";

const PROCESSES = 2;
const ACTED = "acted";
const POLICY = { failure_threshold: 1000 };
const LATE_MS = [0, 30, 150, 400];

const repeats = { sent: 0, lost: 0, wrong: [] as string[], pending: new Set<Promise<void>>() };

export const inInstance = {
  ...knowing,
  ...doing,
  /** From now on every swap is sent again, some later; of every third the answer is lost, every sixth is only sent late. */
  sendTwice({ store }: Instance) {
    const send = store.swap.bind(store);
    let count = 0;
    store.swap = async (swap: Swap) => {
      count += 1;
      const late = LATE_MS[count % LATE_MS.length]!;
      if (count % 6 === 3) {
        later(late, () => send(swap));
        repeats.lost += 1;
        throw new StoreError("outcome_unknown", "the request is late");
      }
      const answer = await send(swap);
      later(late, async () => judge(swap, answer, await send(swap)));
      if (count % 6 !== 0) return answer;
      repeats.lost += 1;
      throw new StoreError("outcome_unknown", "the answer is lost");
    };
  },
  async repeats() {
    while (repeats.pending.size > 0) await Promise.all(repeats.pending);
    const { sent, lost, wrong } = repeats;
    return { sent, lost, wrong };
  },
};

/** What was applied is applied at the same version the second time; what met a conflict is folded again, and sent anew. */
function judge(swap: Swap, first: SwapResult, second: SwapResult): void {
  if (first.status === "applied" && !isDeepStrictEqual(first, second))
    repeats.wrong.push(JSON.stringify([swap, second]));
}

function later(ms: number, what: () => Promise<unknown>): void {
  const done = new Promise((resolve) => setTimeout(resolve, ms)).then(what).then(
    () => {
      repeats.sent += 1;
      repeats.pending.delete(done);
    },
    (error) => {
      repeats.wrong.push(String(error));
      repeats.pending.delete(done);
    },
  );
  repeats.pending.add(done);
}

type Remote = RemoteInstance<typeof inInstance>;

/** What was done, to be found again in the store. */
interface Done {
  readonly reasons: string[];
  readonly failures: Map<string, string[]>;
  unknownActs: number;
  unknownOutcomes: number;
}

/** Requests whose replies are lost, and requests that arrive twice or late. */
export const lostReplies: Row = {
  name: "lost-replies",
  async run(size: Size): Promise<readonly Line[]> {
    const cuts = size === "full" ? 1000 : 60;
    return [
      ...(await inPlace((...place) => lose(cuts, ...place))),
      ...(await inPlace((...place) => repeat(cuts, ...place))),
    ];
  },
};

type Trial = (fleet: readonly Remote[], proxies: readonly TcpProxy[], store: Store) => Promise<Line[]>;

async function inPlace(trial: Trial): Promise<Line[]> {
  const server = await RedisServer.start();
  const proxies = await Promise.all(Array.from({ length: PROCESSES }, () => TcpProxy.start(server.port)));
  const fleet = await Promise.all(
    proxies.map(({ port }, index) => {
      const options = { name: `orders-${index + 1}`, url: `redis://127.0.0.1:${port}`, policy: POLICY };
      return RemoteInstance.start<typeof inInstance>(import.meta.filename, options);
    }),
  );
  const store = await openRedisStore({ url: server.url, scope: "engine" });
  try {
    return await trial(fleet, proxies, store);
  } finally {
    await Promise.all(fleet.map((each) => each.kill()));
    await Promise.all(proxies.map((each) => each.close()));
    await store.close();
    await server.stop();
  }
}

async function lose(cuts: number, fleet: readonly Remote[], proxies: readonly TcpProxy[], store: Store) {
  const done: Done = { reasons: [], failures: new Map(), unknownActs: 0, unknownOutcomes: 0 };
  await Promise.all(
    fleet.map(async (instance, index) => {
      const proxy = proxies[index]!;
      for (let turn = 0; proxy.cuts < cuts / fleet.length; turn += 1) {
        proxy.set({ kind: "cut_after_request", times: 1 });
        await oneDeed(instance, turn, done);
      }
      proxy.set(PASS);
    }),
  );
  const lost = proxies.reduce((total, { cuts: each }) => total + each, 0);
  return lines(`${lost} replies lost`, done, await missing(done, store), await convergence(fleet, store, 5000));
}

async function repeat(deeds: number, fleet: readonly Remote[], _: readonly TcpProxy[], store: Store) {
  const done: Done = { reasons: [], failures: new Map(), unknownActs: 0, unknownOutcomes: 0 };
  await Promise.all(
    fleet.map(async (instance) => {
      await instance.ask("sendTwice");
      for (let turn = 0; turn < deeds / fleet.length; turn += 1) await oneDeed(instance, turn, done);
    }),
  );
  const agreed = await convergence(fleet, store, 5000);
  const all = await Promise.all(fleet.map((instance) => instance.ask("repeats")));
  const sent = all.reduce((total, each) => total + each.sent, 0);
  const wrong = [...(await missing(done, store)), ...all.flatMap((each) => each.wrong)];
  return lines(`${sent} swaps sent twice, up to ${Math.max(...LATE_MS)} ms late`, done, wrong, agreed);
}

/** In turn an act on a circuit that all share, and a failure on one of its own. */
async function oneDeed(instance: Remote, turn: number, done: Done): Promise<void> {
  const text = `${instance.name} ${turn}`;
  if (turn % 2 === 0) {
    done.reasons.push(text);
    const { unknown } = await instance.ask("act", ACTED, turn % 4 === 0 ? "reset" : "override", text);
    done.unknownActs += unknown;
    return;
  }
  const id = `of-${instance.name}`;
  const messages = done.failures.get(id) ?? [];
  done.failures.set(id, messages);
  messages.push(text);
  if (await instance.ask("fail", id, text)) done.unknownOutcomes += 1;
}

/** What is not in the store exactly once. */
async function missing({ reasons, failures }: Done, store: Store): Promise<string[]> {
  const logged = (await eventsOf(store, ACTED)).filter(({ actor }) => actor !== null).map(({ reason }) => reason);
  const acts = (await storedCircuit(store, ACTED))?.acts;
  const found: string[] = [];
  for (const reason of reasons) {
    const times = logged.filter((each) => each === reason).length;
    if (times !== 1) found.push(`act ${reason} is logged ${times} times`);
  }
  if (acts !== reasons.length || logged.length !== reasons.length) {
    found.push(`${acts} acts counted and ${logged.length} logged of ${reasons.length}`);
  }
  for (const [id, messages] of failures) {
    const circuit = await storedCircuit(store, id);
    const kept = circuit?.failures.map(({ message }) => message);
    if (circuit?.consecutiveFailures !== messages.length || !isDeepStrictEqual(kept, messages.slice(-KEPT_FAILURES))) {
      found.push(`${id} counts ${circuit?.consecutiveFailures} of ${messages.length} failures`);
    }
  }
  return found;
}

function lines(
  what: string,
  done: Done,
  wrong: readonly string[],
  agreed: Awaited<ReturnType<typeof convergence>>,
): Line[] {
  const outcomes = [...done.failures.values()].reduce((total, each) => total + each.length, 0);
  const unknown = `${done.unknownActs} and ${done.unknownOutcomes} times the outcome was not known`;
  return [
    {
      what: `${what}: acts and outcomes that were not applied exactly once`,
      toReach: "0",
      got:
        wrong.length === 0
          ? `0 of ${done.reasons.length} acts, ${outcomes} outcomes; ${unknown}`
          : `${wrong.length}: ${wrong.slice(0, 5).join("; ")}`,
      ok: wrong.length === 0 && done.unknownActs > 0 && done.unknownOutcomes > 0,
    },
    {
      what: "… what instances know otherwise than the store afterwards",
      toReach: "nothing",
      got: agreed.differing.length === 0 ? "nothing" : agreed.differing.slice(0, 3).join("; "),
      ok: agreed.differing.length === 0,
    },
  ];
}
