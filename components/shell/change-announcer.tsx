"use client";

import { useEffect, useRef } from "react";
import { useStatusMessages } from "@/components/ui/status-region.tsx";
import type { FreshnessStage } from "@/lib/client/freshness.ts";
import type { StatusReply } from "@/lib/contracts/circuit.ts";
import { describeChanges } from "./changes.ts";
import { useFreshness } from "./freshness.tsx";
import { useStatus } from "./use-status.ts";

const sayings: Partial<Record<FreshnessStage, string>> = {
  live: "Connected again.",
  disconnected: "Disconnected. States are what was last known.",
  signed_out: "Your session has ended.",
};

/** Reads out what changes on its own, for whoever does not see it change. */
export function ChangeAnnouncer() {
  const { announce } = useStatusMessages();
  const { stage } = useFreshness();
  const { data } = useStatus();
  const seen = useRef<StatusReply | null>(null);
  const said = useRef<FreshnessStage>("live");

  useEffect(() => {
    const reply = data?.reply ?? null;
    const changes = seen.current && reply && describeChanges(seen.current.circuits, reply.circuits);
    seen.current = reply;
    if (changes) announce(changes);
  }, [data?.reply, announce]);

  useEffect(() => {
    const saying = sayings[stage];
    // A delay that passes is not worth interrupting anybody for.
    if (saying === undefined || stage === said.current) return;
    said.current = stage;
    announce(saying);
  }, [stage, announce]);

  return null;
}
