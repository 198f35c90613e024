"use client";

import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { LoadError } from "@/components/shell/load-error.tsx";
import { Button } from "@/components/ui/button.tsx";
import { EntryList, NoEntries } from "@/components/ui/entry.tsx";
import { PageHeader } from "@/components/ui/page-header.tsx";
import { Skeleton } from "@/components/ui/skeleton.tsx";
import { tokensQuery } from "@/lib/client/settings-queries.ts";
import type { TokenView } from "@/lib/contracts/account.ts";
import { CreateTokenDialog } from "./create-token-dialog.tsx";
import { RevokeDialog } from "./revoke-dialog.tsx";
import { TokenEntry } from "./token-entry.tsx";

/** `origin` is where this panel is, for the line that tries a new token. */
export function Tokens({ origin }: { origin: string }) {
  const { data, error, refetch } = useQuery(tokensQuery());
  const [open, setOpen] = useState<"create" | TokenView | null>(null);
  const close = () => setOpen(null);
  return (
    <>
      <PageHeader
        title="Tokens"
        actions={
          <Button variant="primary" onClick={() => setOpen("create")}>
            Create token…
          </Button>
        }
      >
        What scripts and services call the API with
      </PageHeader>
      {error && <LoadError title="Tokens could not be loaded" error={error} onRetry={() => refetch()} />}
      {!error && !data && <Skeleton className="h-48 rounded-xl!" />}
      {data?.tokens.length === 0 && <NoEntries>No token yet. Scripts and services need one each.</NoEntries>}
      {data && data.tokens.length > 0 && (
        <EntryList label="Tokens">
          {data.tokens.map((token) => (
            <TokenEntry key={token.id} token={token} onRevoke={() => setOpen(token)} />
          ))}
        </EntryList>
      )}
      {open === "create" && <CreateTokenDialog origin={origin} onClose={close} />}
      {open !== null && open !== "create" && <RevokeDialog token={open} onClose={close} />}
    </>
  );
}
