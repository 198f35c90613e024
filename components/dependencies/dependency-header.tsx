"use client";

import { useRouter } from "next/navigation";
import { useState } from "react";
import { useIsAdmin } from "@/components/shell/viewer.tsx";
import { Button } from "@/components/ui/button.tsx";
import { PageHeader } from "@/components/ui/page-header.tsx";
import { TimeAgo } from "@/components/ui/time-ago.tsx";
import { type NodeTypeView, runsInServices } from "@/lib/contracts/node-type.ts";
import { DeleteDialog } from "./delete-dialog.tsx";
import { RunDialog } from "./run/run-dialog.tsx";

export function DependencyHeader({ node }: { node: NodeTypeView }) {
  const isAdmin = useIsAdmin();
  const router = useRouter();
  const [dialog, setDialog] = useState<"run" | "delete" | null>(null);
  const { node_type: type, title, revision, updated_at, updated_by } = node;
  return (
    <>
      <PageHeader
        title={type}
        parent={{ href: "/dependencies", name: "Dependencies" }}
        actions={
          isAdmin && (
            <>
              <Button variant="ghost" onClick={() => setDialog("delete")}>
                Delete…
              </Button>
              {!runsInServices(node) && <Button onClick={() => setDialog("run")}>Run once…</Button>}
            </>
          )
        }
      >
        {title !== null && `${title} · `}revision {revision} · changed <TimeAgo at={updated_at} /> by {updated_by}
      </PageHeader>
      {dialog === "run" && <RunDialog node={node} onClose={() => setDialog(null)} />}
      {dialog === "delete" && (
        <DeleteDialog type={type} onClose={() => setDialog(null)} onDeleted={() => router.replace("/dependencies")} />
      )}
    </>
  );
}
