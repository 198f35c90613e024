import { failure, policyOf } from "../../lib/breaker/testkit.ts";
import { Catalogue } from "../../lib/catalogue/catalogue.ts";
import { SecretBox } from "../../lib/catalogue/secrets.ts";
import { type Core, openCore } from "../../lib/engine/core.ts";
import { httpKind } from "../../lib/nodes/http/http-kind.ts";
import { openRedisStore } from "../../lib/stores/redis/open.ts";
import { RedisServer } from "../../lib/stores/redis/testing/redis-server.ts";
import { logCommands, longestCommand, pingDuring } from "../support/busy-server.ts";
import { RemoteInstance } from "../support/fleet.ts";
import { type Instance, joinFleet } from "../support/instance.ts";
import { type Line, ms, type Row, type Size, until } from "../support/row.ts";
import { circuitId, seedCircuits, seedNodeTypes } from "../support/seed-circuits.ts";

const MOST_BOOT_MS = 3_000;
const MOST_BLOCKED_MS = 50;
/** So long that no wait ends while the row runs. */
const POLICY = { recovery_timeout: 86_400 };

let core: Core<Catalogue>;

export const inInstance = {
  /** Joins a house that is there: from opening the store to all circuits registered and followed. */
  async boot(_instance: Instance, url: string) {
    const began = performance.now();
    core = await openPanelCore(url);
    const took = performance.now() - began;
    const known = [...core.registry.all()].map((circuit) => circuit.confirmed);
    return {
      took,
      stored: known.filter(({ version }) => version !== null).length,
      open: known.filter(({ circuit }) => circuit.state === "open").length,
    };
  },
  /** Waits until it knows that another process has opened a circuit. */
  learns: (_instance: Instance, id: string) =>
    until(`${id} is known to be open`, () => core.registry.get(id)?.describe().state === "open"),
};

/** What a panel executes by, as it opens it. */
async function openPanelCore(url: string): Promise<Core<Catalogue>> {
  const store = await openRedisStore({ url });
  const secrets = new SecretBox(Buffer.alloc(32));
  return openCore({
    store,
    instance: "orders-2",
    kind: "panel",
    nodeTypes: (registry) => new Catalogue({ store, registry, kinds: [httpKind], secrets }),
    onStore: () => {},
  });
}

/** A new instance of a house with very many circuits. */
export const boot: Row = {
  name: "boot",
  async run(size: Size): Promise<readonly Line[]> {
    const count = size === "full" ? 100_000 : 10_000;
    const server = await RedisServer.start();
    try {
      await seed(server.url, count);
      return await bootOn(server, count);
    } finally {
      await server.stop();
    }
  },
};

async function seed(url: string, count: number): Promise<void> {
  const store = await openRedisStore({ url, scope: "engine" });
  try {
    await seedNodeTypes(store, POLICY, store.clock.now());
    await seedCircuits(store, count, policyOf(POLICY), store.clock.now());
  } finally {
    await store.close();
  }
}

async function bootOn(server: RedisServer, count: number): Promise<readonly Line[]> {
  // Its own store is another one, so that all it knows of the house it has learned while it was measured.
  const options = { name: "starting", url: `${server.url}/1` };
  const instance = await RemoteInstance.start<typeof inInstance>(import.meta.filename, options);
  const other = await joinFleet({ name: "orders-1", url: server.url, policy: POLICY });
  try {
    await logCommands(server);
    const pinged = await pingDuring(server.url, () => instance.ask("boot", server.url));
    const longest = await longestCommand(server);
    const failing = other.circuit(circuitId(1));
    while (failing.describe().state === "closed") {
      const admission = await failing.admit(null);
      if (admission.kind !== "rejection") await failing.settle(admission, failure());
    }
    await instance.ask("learns", circuitId(1));
    return linesOf(count, pinged, longest);
  } finally {
    await other.close();
    await instance.kill();
  }
}

interface Pinged {
  readonly result: Awaited<ReturnType<(typeof inInstance)["boot"]>>;
  readonly pings: number;
  readonly slowest: number;
}

function linesOf(count: number, { result, pings, slowest }: Pinged, longest: { name: string; ms: number }): Line[] {
  const { took, stored, open } = result;
  return [
    {
      what: `boot of a panel with ${count} circuits of 100 node types, from opening the store to all registered and followed`,
      toReach: `≤ ${MOST_BOOT_MS / 1_000} s`,
      got: `${(took / 1_000).toFixed(2)} s`,
      ok: took <= MOST_BOOT_MS,
      isTiming: true,
    },
    {
      what: "… knows every one as it is stored, and learns of the next change",
      toReach: `${count}`,
      got: `${stored}, ${open} of them open`,
      ok: stored === count && open === count / 20,
    },
    {
      what: "… the longest that the server was busy with one command, by its own clock",
      toReach: `≤ ${MOST_BLOCKED_MS} ms`,
      got: `${ms(longest.ms)} (${longest.name})`,
      ok: longest.ms <= MOST_BLOCKED_MS,
      isTiming: true,
    },
    {
      what: `… the longest answer to ${pings} pings meanwhile, one each millisecond`,
      toReach: `≤ ${MOST_BLOCKED_MS} ms`,
      got: ms(slowest),
      ok: slowest <= MOST_BLOCKED_MS && pings > 0,
      isTiming: true,
    },
  ];
}
