import { randomBytes } from "node:crypto";
import { Catalogue } from "../../catalogue/catalogue.ts";
import { SecretBox } from "../../catalogue/secrets.ts";
import { SettingsValue } from "../../catalogue/settings-value.ts";
import type { TokenScope } from "../../contracts/account.ts";
import { DEFAULT_LIMITS, type Limits } from "../../contracts/limits.ts";
import { Instances } from "../../instances/instances.ts";
import { OwnInstance } from "../../instances/own-instance.ts";
import { StoreHealth } from "../../instances/store-health.ts";
import { troubledCircuits } from "../../instances/troubled-circuits.ts";
import { httpKind } from "../../nodes/http/http-kind.ts";
import { Registry } from "../../registry/index.ts";
import { MemoryStore } from "../../stores/memory/memory-store.ts";
import type { Store } from "../../stores/store.ts";
import { CallStatistics } from "../../telemetry/call-statistics.ts";
import type { Caller } from "../context.ts";

/**
 * Services over a store (in memory, where none is given), and a clock that stands until it is moved.
 * @param shared the store, where others write to it as well
 */
export async function openServices(
  store: Store = new MemoryStore(),
  key = randomBytes(32),
  shared: Store | null = null,
) {
  const clock = { time: Date.UTC(2026, 0, 1) };
  const now = () => clock.time;
  const storeHealth = new StoreHealth(store, now);
  const registry = new Registry({
    store,
    clock: { now },
    instance: "test",
    onStore: (error) => storeHealth.report(error),
  });
  await registry.load();
  const catalogue = new Catalogue({ store, registry, kinds: [httpKind], secrets: new SecretBox(key) });
  await catalogue.load();
  const limits = new SettingsValue<Limits>(store, "limits", DEFAULT_LIMITS);
  await limits.load();
  const statistics = new CallStatistics({ now });
  const own = new OwnInstance({
    name: "test",
    kind: "panel",
    version: "1.2.3",
    now,
    degradedSince: () => storeHealth.degradedSince,
    circuits: () => troubledCircuits({ statistics, registry, now }),
  });
  return {
    store,
    key,
    clock,
    now,
    registry,
    catalogue,
    limits,
    instance: "test",
    statistics,
    instances: new Instances({ own, store: shared, now }),
    storeHealth,
  };
}

export type TestServices = Awaited<ReturnType<typeof openServices>>;

/** Somebody with these scopes. */
export function callerWith(...scopes: TokenScope[]): Caller {
  return { principal: { kind: "token", id: "t", name: "token:test", scopes, workspaces: null }, requestId: "request" };
}

export const ADMIN = callerWith("read", "execute", "admin");

/** Lets a circuit fail this often. */
export async function failTimes({ catalogue }: TestServices, name: string, times: number): Promise<void> {
  const circuit = catalogue.get(name)?.circuit;
  if (circuit === undefined) throw new Error(`there is no ${name}`);
  for (let time = 0; time < times; time += 1) {
    const admission = await circuit.admit(null);
    if (admission.kind === "rejection") throw new Error(`${name} refused`);
    await circuit.settle(admission, { kind: "failure", message: `failed ${time}`, group: "500" });
  }
}
