"use client";

import { useSecondsSince, useServerAge } from "@/components/circuits/anchor.tsx";
import { EventTime } from "@/components/events/event-time.tsx";
import { Badge } from "@/components/ui/badge.tsx";
import { Card, CardHeader } from "@/components/ui/card.tsx";
import { classNames } from "@/components/ui/class-names.ts";
import { Notice } from "@/components/ui/notice.tsx";
import { duration } from "@/lib/client/format.ts";
import type { InstancesReply } from "@/lib/contracts/instance.ts";
import { storeName, storeReach } from "./store-words.ts";

/** What keeps the circuits, whether it can be reached, and what is wrong with how it is set up. */
export function StoreCard({ store, stale }: { store: InstancesReply["store"]; stale: boolean }) {
  return (
    <Card className={classNames(stale && "hatched")}>
      <CardHeader title="Store" hint={storeReach(store)} actions={<Reach store={store} stale={stale} />} />
      <div className="grid gap-3 px-5 py-4 text-sm">
        <p className="font-medium [overflow-wrap:anywhere]" data-testid="store-name">
          {storeName(store)}
        </p>
        {store.degraded_since !== null && <Outage since={store.degraded_since} error={store.error} />}
        {store.warnings.length > 0 && (
          <Notice tone={stale ? "stale" : "warn"} title="What its setup can lose">
            <ul className="mt-1 grid list-disc gap-1 pl-4">
              {store.warnings.map((warning) => (
                <li key={warning}>{warning}</li>
              ))}
            </ul>
          </Notice>
        )}
      </div>
    </Card>
  );
}

function Reach({ store, stale }: { store: InstancesReply["store"]; stale: boolean }) {
  const word = store.degraded ? "cannot be reached" : "reachable";
  if (stale) return <Badge tone="stale">last known: {word}</Badge>;
  return <Badge tone={store.degraded ? "bad" : "ok"}>{word}</Badge>;
}

function Outage({ since, error }: { since: string; error: string | null }) {
  const age = useSecondsSince(useServerAge(since), duration);
  return (
    <Notice tone="bad" icon="unplugged" title={`Out of reach for ${age}`}>
      {error !== null && <p className="font-mono text-xs [overflow-wrap:anywhere]">{error}</p>}
      <p className="mt-1">
        Since <EventTime at={since} className="" /> this panel goes on from memory; resets and changes are refused. It
        comes back by itself.
      </p>
    </Notice>
  );
}
