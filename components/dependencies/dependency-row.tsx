"use client";

import Link from "next/link";
import { appearanceOf, spoken } from "@/components/circuits/appearance.ts";
import { BreakerGlyph } from "@/components/circuits/breaker-glyph.tsx";
import { Badge, tones } from "@/components/ui/badge.tsx";
import { Button } from "@/components/ui/button.tsx";
import { classNames } from "@/components/ui/class-names.ts";
import { Cell, Row } from "@/components/ui/table.tsx";
import { TimeAgo } from "@/components/ui/time-ago.tsx";
import { dependencyPath } from "@/lib/client/dependency-path.ts";
import type { CircuitView } from "@/lib/contracts/circuit.ts";
import { type NodeTypeView, runsInServices } from "@/lib/contracts/node-type.ts";
import { requestLineOf } from "./http-config.ts";

interface DependencyRowProps {
  node: NodeTypeView;
  /** Absent where the status does not tell of it: only so many circuits are polled. */
  circuit: CircuitView | undefined;
  stale: boolean;
  onRun: (() => void) | null;
  onDelete: (() => void) | null;
}

export function DependencyRow({ node, circuit, stale, onRun, onDelete }: DependencyRowProps) {
  const { node_type: type, title, owner, tags, revision, updated_at, updated_by } = node;
  return (
    <Row data-testid="dependency-row" data-dependency={type} className="[&>td]:align-top">
      <State circuit={circuit} stale={stale} />
      <Cell className="[overflow-wrap:anywhere]">
        <Link
          href={dependencyPath(type)}
          prefetch={false}
          className="rounded-sm font-semibold hover:underline max-md:inline-flex max-md:items-center max-md:touch-target"
        >
          {type}
        </Link>
        {title !== null && <p className="text-muted">{title}</p>}
        <div className="mt-1 md:hidden">
          <Request node={node} />
        </div>
        {onDelete && (
          <div className="mt-1.5 flex gap-2 md:hidden">
            <Acts type={type} onRun={onRun} onDelete={onDelete} />
          </div>
        )}
      </Cell>
      <Cell className="[overflow-wrap:anywhere] max-md:hidden">
        <Request node={node} />
      </Cell>
      <Cell className="[overflow-wrap:anywhere] max-lg:hidden">
        {owner ?? (tags.length === 0 && <span className="text-faint">–</span>)}
        <span className="flex flex-wrap gap-1">
          {tags.map((tag) => (
            <Badge key={tag} className="max-w-full truncate">
              {tag}
            </Badge>
          ))}
        </span>
      </Cell>
      <Cell className="text-muted max-xl:hidden">
        <TimeAgo at={updated_at} />
        <span className="text-faint"> · rev. {revision}</span>
        <p className="truncate text-faint text-xs" title={updated_by}>
          {updated_by}
        </p>
      </Cell>
      {onDelete && (
        <Cell className="py-1.5! max-md:hidden">
          <div className="flex justify-end gap-1">
            <Acts type={type} onRun={onRun} onDelete={onDelete} />
          </div>
        </Cell>
      )}
    </Row>
  );
}

function State({ circuit, stale }: Pick<DependencyRowProps, "circuit" | "stale">) {
  const appearance = circuit && appearanceOf(circuit, stale);
  return (
    <Cell
      className={classNames("pr-0! max-md:pt-5.5!", appearance ? tones[appearance.tone] : tones.neutral, "text-tone")}
    >
      {appearance && (
        <span title={spoken(appearance)}>
          <BreakerGlyph state={appearance.glyph} className="size-5" />
        </span>
      )}
      <span className="sr-only">{appearance ? spoken(appearance) : "State not shown"}</span>
    </Cell>
  );
}

function Request({ node }: { node: NodeTypeView }) {
  if (runsInServices(node)) return <span className="text-muted text-xs">a function of services</span>;
  const { method, address } = requestLineOf(node.config);
  return (
    <code className="font-mono text-muted text-xs">
      <b className="font-semibold text-ink">{method}</b> {address}
    </code>
  );
}

interface ActsProps {
  type: string;
  onRun: (() => void) | null;
  onDelete: () => void;
}

function Acts({ type, onRun, onDelete }: ActsProps) {
  return (
    <>
      {onRun && (
        <Button size="sm" onClick={onRun}>
          Run once…
          <span className="sr-only"> {type}</span>
        </Button>
      )}
      <Button size="sm" variant="ghost" onClick={onDelete}>
        Delete…
        <span className="sr-only"> {type}</span>
      </Button>
    </>
  );
}
