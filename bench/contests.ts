import type { PolicyPatch } from "../lib/breaker/index.ts";
import type { Store } from "../lib/stores/store.ts";
import type { Contest } from "./contest.ts";
import type { Call, Contestant } from "./contestant.ts";
import type { Case } from "./measure.ts";
import { guardAmong, guardAwaiting, guardJudged, guardStored, ours, pipeline } from "./ours.ts";

const IN_FLIGHT = 1000;
const WINDOW: PolicyPatch = { strategy: "failure_rate", window_seconds: 10, failure_rate: 0.5 };
const healthy = async () => 1;
const failing = async () => {
  throw new Error("503");
};
const answering = async () => ({ ok: true, output: 1 }) as const;

/** Every contest of speed, in the order in which they are held. `store` is on disk. */
export function contests(peers: readonly Contestant[], store: Store): Contest[] {
  const all = (toCase: (contestant: Contestant) => (times: number) => Promise<void>) => [
    { name: ours.name, run: toCase(ours) },
    ...peers.map((peer) => ({ name: peer.name, run: toCase(peer), isPeer: true })),
  ];
  return [
    {
      title: "closed: a healthy function",
      cases: [
        ...all(({ guard }) => oneByOne(guard(healthy))),
        { name: "ours, awaiting everything", run: oneByOne(guardAwaiting(healthy)) },
        { name: "bare await", run: oneByOne(healthy) },
      ],
      times: 20_000,
      targets: [{ most: 0.5 }, { against: "bare await", most: 2 }],
    },
    {
      title: "closed: a healthy function, judged by a window of 10 seconds",
      cases: [
        { name: "ours, failure rate", run: oneByOne(guardJudged(WINDOW, healthy)) },
        ...peers
          .filter(({ name }) => !name.includes("consecutive") && !name.includes("count"))
          .map(({ name, guard }) => ({ name, run: oneByOne(guard(healthy)), isPeer: true })),
        { name: "ours, adaptive", run: oneByOne(guardJudged({ ...WINDOW, strategy: "adaptive" }, healthy)) },
        { name: "ours, rate and slow calls", run: oneByOne(guardJudged({ ...WINDOW, slow_call_seconds: 1 }, healthy)) },
      ],
      times: 20_000,
      targets: [{ against: "cockatiel, sampling", most: 0.7 }],
    },
    {
      title: "open: the call is rejected",
      cases: all(({ open }) => caught(open())),
      times: 5000,
      targets: [{ most: 0.04 }],
    },
    {
      title: "closed: a failing function",
      cases: [
        ...all(({ guard }) => caught(guard(failing))),
        { name: "ours, in SQLite", run: caught(guardStored(store, failing)) },
        { name: "bare await, caught", run: caught(failing) },
      ],
      // Few: opossum's default sorts its whole window at every failure.
      times: 500,
      targets: [{ most: 1 }],
    },
    {
      title: `closed: ${IN_FLIGHT} calls in flight on one circuit`,
      cases: all(({ guard }) => manyAtOnce(guard)),
      times: 10 * IN_FLIGHT,
      targets: [{ most: 0.6 }],
    },
    pipelineContest(peers),
    {
      title: "one hot circuit among 100,000, through its handle",
      cases: [
        { name: "among 100,000", run: oneByOne(guardAmong(100_000, healthy)) },
        { name: "among 10", run: oneByOne(guardAmong(10, healthy)) },
      ],
      times: 20_000,
      targets: [{ against: "among 10", most: 1.1 }],
    },
  ];
}

function pipelineContest(peers: readonly Contestant[]): Contest {
  const plain = pipeline(answering);
  const traced = pipeline(answering);
  const trace = { trace: true };
  const cases: (Case & { isPeer?: boolean })[] = [
    { name: "pipeline", run: oneByOne(() => plain.executeNode("bench", null)) },
    { name: "pipeline with trace", run: oneByOne(() => traced.executeNode("bench", null, trace)) },
  ];
  const opossum = peers.find(({ name }) => name === "opossum, default");
  if (opossum !== undefined) cases.push({ name: opossum.name, run: oneByOne(opossum.guard(answering)), isPeer: true });
  return {
    title: "the whole pipeline, seven stages, against opossum's breaker alone",
    cases,
    times: 10_000,
    targets: [{ against: "opossum, default", most: 1 }],
  };
}

function oneByOne(call: Call): (times: number) => Promise<void> {
  return async (times) => {
    for (let done = 0; done < times; done += 1) await call();
  };
}

/** One by one, where some answer with an error and some throw it. */
function caught(call: Call): (times: number) => Promise<void> {
  return async (times) => {
    for (let done = 0; done < times; done += 1) {
      try {
        await call();
      } catch {
        // What the call was made for.
      }
    }
  };
}

function manyAtOnce(guard: Contestant["guard"]): (times: number) => Promise<void> {
  let gate = Promise.withResolvers<void>();
  const call = guard(() => gate.promise);
  return async (times) => {
    for (let done = 0; done < times; done += IN_FLIGHT) {
      gate = Promise.withResolvers<void>();
      const calls = Array.from({ length: IN_FLIGHT }, call);
      gate.resolve();
      await Promise.all(calls);
    }
  };
}
