"use client";

import { useMemo, useState } from "react";
import { useFreshness } from "@/components/shell/freshness.tsx";
import { useStatus } from "@/components/shell/use-status.ts";
import { useIsAdmin } from "@/components/shell/viewer.tsx";
import { Button } from "@/components/ui/button.tsx";
import { closeToHeading } from "@/components/ui/focus-heading.ts";
import { HeaderCell, HeaderRow, Table } from "@/components/ui/table.tsx";
import { count } from "@/lib/client/format.ts";
import { type NodeTypeView, runsInServices } from "@/lib/contracts/node-type.ts";
import { DeleteDialog } from "./delete-dialog.tsx";
import { DependencyRow } from "./dependency-row.tsx";
import { RunDialog } from "./run/run-dialog.tsx";

/** Rows at a time: a browser draws a few hundred at once without being felt. */
const PAGE = 200;

interface Act {
  readonly kind: "run" | "delete";
  readonly node: NodeTypeView;
}

export function DependencyTable({ nodes }: { nodes: readonly NodeTypeView[] }) {
  const isAdmin = useIsAdmin();
  const { stale } = useFreshness();
  const { data } = useStatus();
  const [act, setAct] = useState<Act | null>(null);
  const [most, setMost] = useState(PAGE);
  const circuits = useMemo(() => new Map(data?.reply.circuits.map((each) => [each.circuit, each])), [data?.reply]);
  const close = () => setAct(null);
  return (
    <>
      <Table caption="Dependencies" className="table-fixed">
        <HeaderRow>
          <HeaderCell className="w-12 pr-0!">
            <span className="sr-only">State</span>
          </HeaderCell>
          <HeaderCell>dependency</HeaderCell>
          <HeaderCell className="w-[32%] max-md:hidden">call</HeaderCell>
          <HeaderCell className="w-[15%] max-lg:hidden">owner, tags</HeaderCell>
          <HeaderCell className="w-36 max-xl:hidden">changed</HeaderCell>
          {isAdmin && (
            <HeaderCell className="w-48 max-md:hidden">
              <span className="sr-only">Actions</span>
            </HeaderCell>
          )}
        </HeaderRow>
        <tbody>
          {nodes.slice(0, most).map((node) => (
            <DependencyRow
              key={node.node_type}
              node={node}
              circuit={circuits.get(node.node_type)}
              stale={stale}
              onRun={isAdmin && !runsInServices(node) ? () => setAct({ kind: "run", node }) : null}
              onDelete={isAdmin ? () => setAct({ kind: "delete", node }) : null}
            />
          ))}
        </tbody>
      </Table>
      {nodes.length > most && (
        <Button className="justify-self-center" onClick={() => setMost(most + PAGE)}>
          Show more: {count(nodes.length - most)} are not shown
        </Button>
      )}
      {act?.kind === "run" && <RunDialog node={act.node} onClose={close} />}
      {act?.kind === "delete" && (
        <DeleteDialog type={act.node.node_type} onClose={close} onDeleted={() => closeToHeading(close)} />
      )}
    </>
  );
}
