"use client";

import Link from "next/link";
import { Badge } from "@/components/ui/badge.tsx";
import { Button } from "@/components/ui/button.tsx";
import { Entry } from "@/components/ui/entry.tsx";
import { TimeAgo } from "@/components/ui/time-ago.tsx";
import type { UserView } from "@/lib/contracts/account.ts";
import { ACCOUNT_PATH } from "../sections.ts";

export type UserAct = "role" | "password" | "remove";

interface UserEntryProps {
  user: UserView;
  isSelf: boolean;
  onAct: (act: UserAct) => void;
}

export function UserEntry({ user, isSelf, onAct }: UserEntryProps) {
  const { email, role, created_at, last_login_at } = user;
  const act = (kind: UserAct, words: string) => (
    <Button size="sm" variant="ghost" onClick={() => onAct(kind)}>
      {words}
      <span className="sr-only"> {email}</span>
    </Button>
  );
  return (
    <Entry
      name={
        <>
          <b className="font-semibold">{email}</b>
          <Badge tone={role === "admin" ? "info" : "neutral"}>{role}</Badge>
          {isSelf && <span className="text-faint text-xs">you</span>}
        </>
      }
      facts={
        <>
          {last_login_at === null ? "Never signed in" : "Signed in "}
          {last_login_at !== null && <TimeAgo at={last_login_at} />} · added <TimeAgo at={created_at} />
        </>
      }
      acts={
        <>
          {act("role", role === "admin" ? "Make viewer…" : "Make admin…")}
          {isSelf ? (
            <Link
              href={ACCOUNT_PATH}
              className="inline-flex items-center rounded-lg px-2.5 py-1 font-medium text-[0.8125rem] text-muted touch-target hover:bg-hover hover:text-ink"
            >
              Change password
            </Link>
          ) : (
            act("password", "New password…")
          )}
          {act("remove", "Remove…")}
        </>
      }
    />
  );
}
