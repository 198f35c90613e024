"use client";

import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { LoadError } from "@/components/shell/load-error.tsx";
import { useViewer } from "@/components/shell/viewer.tsx";
import { Button } from "@/components/ui/button.tsx";
import { EntryList } from "@/components/ui/entry.tsx";
import { PageHeader } from "@/components/ui/page-header.tsx";
import { Skeleton } from "@/components/ui/skeleton.tsx";
import { usersQuery } from "@/lib/client/settings-queries.ts";
import type { UserView } from "@/lib/contracts/account.ts";
import { AddUserDialog } from "./add-user-dialog.tsx";
import { NewPasswordDialog } from "./new-password-dialog.tsx";
import { RemoveUserDialog } from "./remove-user-dialog.tsx";
import { RoleDialog } from "./role-dialog.tsx";
import { type UserAct, UserEntry } from "./user-entry.tsx";

type Open = { readonly act: "add" } | { readonly act: UserAct; readonly user: UserView };

export function Users() {
  const { data, error, refetch } = useQuery(usersQuery());
  const { name } = useViewer();
  const [open, setOpen] = useState<Open | null>(null);
  return (
    <>
      <PageHeader
        title="Users"
        actions={
          <Button variant="primary" onClick={() => setOpen({ act: "add" })}>
            Add user…
          </Button>
        }
      >
        People who may sign in: viewers look, admins change
      </PageHeader>
      {error && <LoadError title="Users could not be loaded" error={error} onRetry={() => refetch()} />}
      {!error && !data && <Skeleton className="h-48 rounded-xl!" />}
      {data && (
        <EntryList label="Users">
          {data.users.map((user) => (
            <UserEntry key={user.id} user={user} isSelf={user.email === name} onAct={(act) => setOpen({ act, user })} />
          ))}
        </EntryList>
      )}
      <Dialogs open={open} self={name} onClose={() => setOpen(null)} />
    </>
  );
}

function Dialogs({ open, self, onClose }: { open: Open | null; self: string; onClose: () => void }) {
  if (open === null) return null;
  if (open.act === "add") return <AddUserDialog onClose={onClose} />;
  const { act, user } = open;
  const isSelf = user.email === self;
  if (act === "role") return <RoleDialog user={user} isSelf={isSelf} onClose={onClose} />;
  if (act === "password") return <NewPasswordDialog user={user} onClose={onClose} />;
  return <RemoveUserDialog user={user} isSelf={isSelf} onClose={onClose} />;
}
