/** What a dependency does with a call that arrives at some moment. */
export type Behaviour =
  | { readonly kind: "answers"; readonly ms: Latency }
  | { readonly kind: "fails"; readonly ms: Latency; readonly failure: Failure }
  | { readonly kind: "hangs" };

/** The shortest and the longest time that an answer takes, in milliseconds. */
type Latency = readonly [least: number, most: number];

interface Failure {
  readonly status: number;
  readonly body: string | Readonly<Record<string, unknown>>;
}

/** Seconds after which everything but the revoked key begins again. */
export const CYCLE_SECONDS = 180;

const PAYMENTS_DOWN: Failure = {
  status: 503,
  body: "upstream connect error or disconnect/reset before headers. reset reason: connection refused",
};
const KEY_REVOKED: Failure = {
  status: 401,
  body: { message: "Incorrect API key provided" },
};
const RELAY_BUSY: Failure = { status: 503, body: "421 4.7.0 Too many connections from your host, try again later" };
const SHARD_LOST: Failure = { status: 502, body: { message: "shard eu-west-1b is not reachable" } };

/**
 * What each dependency does, by seconds since the show began. The first minute is what a newcomer is promised; see
 * `rehearsal.test.ts` before changing a number.
 */
export const SCHEDULE = {
  "search.query": () => answers(15, 60),
  "catalog.products": () => answers(25, 90),
  "sessions.verify": () => answers(5, 20),
  "fx.rates": () => answers(60, 140),
  "inventory.reserve": () => answers(600, 1100),
  "payments.charge": downThenBack,
  "llm.completions-acme": withRevokedKey,
  "llm.completions-globex": () => answers(350, 900),
  "smtp.relay": inBursts,
  "geo.lookup": flapping,
} satisfies Record<string, (seconds: number) => Behaviour>;

export type Dependency = keyof typeof SCHEDULE;

export const DEPENDENCIES = Object.keys(SCHEDULE) as readonly Dependency[];

/** Down for a moment, and slow while it warms up: so slow that people see the test call that closes the circuit. */
function downThenBack(seconds: number): Behaviour {
  const at = seconds % CYCLE_SECONDS;
  if (isIn(at, 4, 12)) return fails(20, 60, PAYMENTS_DOWN);
  if (isIn(at, 12, 30)) return answers(4200, 4500);
  return answers(80, 180);
}

/** Works until the tenant's key is revoked, and then never again. */
function withRevokedKey(seconds: number): Behaviour {
  return seconds < 20 ? answers(350, 900) : fails(60, 120, KEY_REVOKED);
}

/** Hangs for a while in each cycle, and later refuses for a while. */
function inBursts(seconds: number): Behaviour {
  const at = seconds % CYCLE_SECONDS;
  if (isIn(at, 38, 52)) return { kind: "hangs" };
  if (isIn(at, 52, 66)) return answers(2200, 2600);
  if (isIn(at, 115, 124)) return fails(150, 300, RELAY_BUSY);
  return answers(120, 300);
}

/** Fails one second in four, which is never enough to open its circuit, and once in a cycle for longer, which is. */
function flapping(seconds: number): Behaviour {
  const at = seconds % CYCLE_SECONDS;
  if (isIn(at, 84, 92) || isIn(at % 4, 2, 3)) return fails(30, 90, SHARD_LOST);
  return answers(30, 90);
}

function answers(least: number, most: number): Behaviour {
  return { kind: "answers", ms: [least, most] };
}

function fails(least: number, most: number, failure: Failure): Behaviour {
  return { kind: "fails", ms: [least, most], failure };
}

function isIn(at: number, from: number, to: number): boolean {
  return at >= from && at < to;
}
