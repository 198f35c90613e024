import type { InstancesReply } from "@/lib/contracts/instance.ts";

type Store = InstancesReply["store"];

const NAMES: Readonly<Record<Store["kind"], string>> = {
  memory: "Memory of this process",
  sqlite: "SQLite in the data folder",
  redis: "Redis or Valkey",
};

/** What keeps the circuits; the server's own name where it said it. */
export function storeName({ kind, server }: Store): string {
  return server ?? NAMES[kind];
}

/** Who may share it. */
export function storeReach({ shared }: Store): string {
  return shared
    ? "Shared: every panel and service on it sees the same circuits."
    : "Local: this one process keeps and shows its own circuits. To share them between panels and services, set REDIS_URL.";
}
