/**
 * The peers. Plain JavaScript, for the rest of the project is checked without their being installed: they are
 * dependencies of this folder alone.
 */
import { ConsecutiveBreaker, circuitBreaker, handleAll, SamplingBreaker } from "cockatiel";
import { Circuit, SlidingCountBreaker } from "mollitia";
import Opossum from "opossum";

const HOUR_MS = 3_600_000;
const MANY = 100_000;
/** An opossum weighs so much that 100,000 of them would take most of a gigabyte. */
const FEWER = 10_000;
const refused = async () => {
  throw new Error("503");
};

/** @type {readonly import("./contestant.ts").Contestant[]} */
export const peers = [
  cockatiel("cockatiel, consecutive", {
    ordinary: () => new ConsecutiveBreaker(5),
    lasting: () => new ConsecutiveBreaker(Number.MAX_SAFE_INTEGER),
  }),
  cockatiel("cockatiel, sampling", {
    ordinary: () => new SamplingBreaker({ threshold: 0.5, duration: 10_000 }),
    lasting: () => new SamplingBreaker({ threshold: 0.99, duration: 10_000, minimumRps: Number.MAX_SAFE_INTEGER }),
  }),
  opossum("opossum, lean", {
    timeout: false,
    rollingCountBuckets: 1,
    rollingPercentilesEnabled: false,
    enableSnapshots: false,
  }),
  opossum("opossum, default", {}),
  mollitia("mollitia, count"),
];

function cockatiel(name, { ordinary, lasting }) {
  const make = (breaker) => circuitBreaker(handleAll, { halfOpenAfter: HOUR_MS, breaker });
  return {
    name,
    guard(work) {
      const policy = make(lasting());
      return () => policy.execute(work);
    },
    open() {
      const policy = make(new ConsecutiveBreaker(1));
      policy.execute(refused).catch(() => {});
      return () => policy.execute(refused);
    },
    idle: (count) => Array.from({ length: count }, () => make(ordinary())),
    idleCount: MANY,
  };
}

function opossum(name, options) {
  return {
    name,
    guard(work) {
      const breaker = new Opossum(work, { ...options, volumeThreshold: Number.MAX_SAFE_INTEGER });
      return () => breaker.fire();
    },
    open() {
      const breaker = new Opossum(refused, { ...options, resetTimeout: HOUR_MS });
      breaker.open();
      return () => breaker.fire();
    },
    idle: (count) => Array.from({ length: count }, () => new Opossum(refused, options)),
    idleCount: FEWER,
  };
}

function mollitia(name) {
  const make = (work, options) => {
    const breaker = new SlidingCountBreaker({ slidingWindowSize: 100, ...options });
    return new Circuit({ func: work, options: { modules: [breaker] } });
  };
  return {
    name,
    guard(work) {
      const circuit = make(work, { failureRateThreshold: 101 });
      return () => circuit.execute();
    },
    open() {
      const circuit = make(refused, { state: "opened", openStateDelay: HOUR_MS });
      return () => circuit.execute();
    },
    idle: (count) => Array.from({ length: count }, () => make(refused, {})),
    idleCount: MANY,
  };
}
