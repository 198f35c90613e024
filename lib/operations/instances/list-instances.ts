import { authorize } from "../../auth/permissions.ts";
import type { InstancesReply, InstanceView } from "../../contracts/instance.ts";
import type { Instance } from "../../instances/instances.ts";
import type { Caller, Services } from "../context.ts";
import { toInstant, toInstantOrNull } from "../instant.ts";

type Used = Pick<Services, "instances" | "store" | "storeHealth" | "instance" | "now">;

/** Every process that shares the store, and how the store is. */
export function listInstances(services: Used, caller: Caller): InstancesReply {
  authorize(caller.principal, "read");
  const { instances, store, storeHealth, instance, now } = services;
  const { degradedSince, error, server, warnings } = storeHealth;
  return {
    instances: instances.all().map(presentInstance),
    store: {
      kind: store.kind,
      shared: instances.isShared,
      degraded: degradedSince !== null,
      degraded_since: toInstantOrNull(degradedSince),
      error,
      server,
      warnings: [...warnings],
    },
    answered_by: instance,
    server_time: toInstant(now()),
  };
}

function presentInstance(instance: Instance): InstanceView {
  const { name, kind, alive, started_at, seen_at, version, degraded_since, circuits } = instance;
  return {
    instance: name,
    kind,
    alive,
    started_at: toInstant(started_at),
    seen_at: toInstant(seen_at),
    version,
    degraded_since: toInstantOrNull(degraded_since),
    failing_circuits: Object.values(circuits).filter(([, failures]) => failures > 0).length,
  };
}
