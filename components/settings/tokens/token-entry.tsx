"use client";

import { Badge } from "@/components/ui/badge.tsx";
import { Button } from "@/components/ui/button.tsx";
import { Entry } from "@/components/ui/entry.tsx";
import { TimeAgo } from "@/components/ui/time-ago.tsx";
import { counted } from "@/lib/client/format.ts";
import { useTicking } from "@/lib/client/use-ticking.ts";
import type { TokenView } from "@/lib/contracts/account.ts";
import { daysLeft, isSoon } from "./expiry.ts";

export function TokenEntry({ token, onRevoke }: { token: TokenView; onRevoke: () => void }) {
  const { name, hint, scopes, workspaces, created_at, created_by, last_used_at } = token;
  return (
    <Entry
      name={
        <>
          <b className="font-semibold">{name}</b>
          <code className="font-mono text-faint text-xs">{hint}…</code>
          {scopes.map((scope) => (
            <Badge key={scope} tone={scope === "admin" ? "info" : "neutral"}>
              {scope}
            </Badge>
          ))}
          <Expiry at={token.expires_at} />
        </>
      }
      facts={
        <>
          {last_used_at === null ? "Never used" : "Used "}
          {last_used_at !== null && <TimeAgo at={last_used_at} />} · made <TimeAgo at={created_at} /> by {created_by} ·{" "}
          {workspaces === null ? "all workspaces" : `only ${workspaces.join(", ")}`}
        </>
      }
      acts={
        <Button size="sm" variant="ghost" onClick={onRevoke}>
          Revoke…
          <span className="sr-only"> {name}</span>
        </Button>
      }
    />
  );
}

/** By the reader's clock, which is good enough for days. */
function Expiry({ at }: { at: string | null }) {
  const left = useTicking(() => daysLeft(at, Date.now()), null);
  if (at === null) return <span className="text-faint text-xs">does not expire</span>;
  const day = at.slice(0, 10);
  if (left === null) return <span className="text-faint text-xs">until {day}</span>;
  if (left <= 0) return <Badge tone="bad">expired on {day}</Badge>;
  if (isSoon(left)) return <Badge tone="warn">expires in {counted(Math.ceil(left), "day")}</Badge>;
  return <span className="text-faint text-xs">until {day}</span>;
}
