"use client";

import { useQueryClient } from "@tanstack/react-query";
import { usePathname, useSearchParams } from "next/navigation";
import { EventTime } from "@/components/events/event-time.tsx";
import { Button } from "@/components/ui/button.tsx";
import { ButtonLink } from "@/components/ui/button-link.tsx";
import { Notice } from "@/components/ui/notice.tsx";
import { ago, duration } from "@/lib/client/format.ts";
import type { Received } from "@/lib/client/received.ts";
import { useTicking } from "@/lib/client/use-ticking.ts";
import type { StatusReply } from "@/lib/contracts/circuit.ts";
import { useElapsed, useFreshness } from "./freshness.tsx";
import { useStatus } from "./use-status.ts";

/** What the reader must know before believing anything below it. */
export function FreshnessBanner() {
  const { stage } = useFreshness();
  const { data } = useStatus();
  if (stage === "signed_out") return <SignedOut />;
  // With nothing to distrust, the page itself says that it cannot be filled.
  if (stage === "disconnected") return data ? <Disconnected since={data.confirmedAt} /> : null;
  return data?.reply.degraded ? <Degraded status={data} /> : null;
}

function Disconnected({ since }: { since: number }) {
  const client = useQueryClient();
  const { error } = useStatus();
  const age = useTicking(() => ago((performance.now() - since) / 1000), "");
  return (
    <Notice
      tone="bad"
      icon="unplugged"
      title={`Disconnected: this is what was known ${age}`}
      actions={
        <Button size="sm" onClick={() => client.invalidateQueries()}>
          Try now
        </Button>
      }
    >
      {error?.message ?? "The panel does not answer."} Circuits may have changed since; they go on protecting calls.
    </Notice>
  );
}

function SignedOut() {
  const path = usePathname();
  const query = useSearchParams().toString();
  const back = query === "" ? path : `${path}?${query}`;
  return (
    <Notice
      tone="bad"
      icon="lock"
      title="Your session has ended"
      actions={
        <ButtonLink size="sm" variant="primary" href={`/login?${new URLSearchParams({ callbackUrl: back })}`}>
          Sign in again
        </ButtonLink>
      }
    >
      Updates have stopped. What is below was last known before that.
    </Notice>
  );
}

function Degraded({ status }: { status: Received<StatusReply> }) {
  const { degraded_since: since, server_time } = status.reply;
  // By the server's clock alone, and on from there by the browser's: its wall clock may be wrong.
  const known = since === null ? 0 : (Date.parse(server_time) - Date.parse(since)) / 1000;
  const age = useElapsed(status.receivedAt, (elapsed) => duration(known + elapsed));
  return (
    <Notice tone="warn" title={`Degraded: the store cannot be reached${since === null ? "" : ` for ${age}`}`}>
      {since === null ? (
        "Circuits"
      ) : (
        <>
          Since <EventTime at={since} className="" /> circuits
        </>
      )}{" "}
      go on from this process's memory. Resets and changes are refused until the store is back.
    </Notice>
  );
}
