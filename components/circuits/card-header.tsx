import Link from "next/link";
import { Badge } from "@/components/ui/badge.tsx";
import { Icon } from "@/components/ui/icons.tsx";
import { circuitPath } from "@/lib/client/circuit-path.ts";
import { count } from "@/lib/client/format.ts";
import type { CircuitView } from "@/lib/contracts/circuit.ts";
import type { Appearance } from "./appearance.ts";
import { BreakerGlyph } from "./breaker-glyph.tsx";
import { CircuitNameText } from "./circuit-name.tsx";
import { TimeInState } from "./time-in-state.tsx";

const MOST_TAGS = 3;

interface CardHeaderProps {
  circuit: CircuitView;
  appearance: Appearance;
  isOnItsPage: boolean;
}

/** Shape, name, word. */
export function CardHeader({ circuit, appearance, isOnItsPage }: CardHeaderProps) {
  return (
    <div className="flex items-start gap-3">
      <div className="grid size-10 shrink-0 place-items-center rounded-lg bg-tone-soft text-tone">
        <BreakerGlyph state={appearance.glyph} />
      </div>
      <div className="min-w-0 flex-1">
        <h3 className="break-words text-[0.9375rem] leading-snug tracking-tight [overflow-wrap:anywhere]">
          {isOnItsPage ? (
            <CircuitNameText circuit={circuit} />
          ) : (
            <Link href={circuitPath(circuit.circuit)} prefetch={false} className="rounded-sm hover:underline">
              <CircuitNameText circuit={circuit} />
            </Link>
          )}
        </h3>
        <Belongings circuit={circuit} />
      </div>
      <div className="shrink-0 text-right text-[0.8125rem]">
        <p className="font-semibold text-tone normal-nums" data-testid="state-word">
          {appearance.caveat && <span className="block font-normal text-xs">{appearance.caveat} </span>}
          {appearance.word}
        </p>
        <p className="whitespace-nowrap text-muted text-xs">
          <TimeInState seconds={circuit.seconds_in_state} />
        </p>
      </div>
    </div>
  );
}

/** Whose it is, and where it says what to do. */
function Belongings({ circuit }: { circuit: CircuitView }) {
  const { title, owner, scope, tenants } = circuit;
  const whose = scope === null ? null : scope.credential === null ? "this workspace only" : "this credential only";
  const words = [title, owner, whose].filter((word) => word !== null && word !== circuit.node_type);
  return (
    <div className="grid gap-1 text-[0.8125rem] text-muted">
      {words.length > 0 && <p className="[overflow-wrap:anywhere]">{words.join(" · ")}</p>}
      {tenants !== null && tenants.affected > 0 && (
        <p className="font-medium text-ink" data-testid="tenants">
          {count(tenants.affected)} of {count(tenants.known)} tenants affected
        </p>
      )}
      <Pointers circuit={circuit} />
    </div>
  );
}

function Pointers({ circuit }: { circuit: CircuitView }) {
  const { runbook_url, tags } = circuit;
  if (runbook_url === null && tags.length === 0) return null;
  return (
    <p className="flex flex-wrap items-center gap-x-1.5 gap-y-1">
      {runbook_url !== null && (
        <a
          href={runbook_url}
          target="_blank"
          rel="noreferrer noopener"
          className="mr-1 inline-flex items-center gap-0.5 rounded-sm underline touch-target max-sm:-my-2.5 decoration-edge underline-offset-2 hover:text-ink"
        >
          Runbook
          <Icon name="external" className="size-3" />
          <span className="sr-only">(opens in a new tab)</span>
        </a>
      )}
      {tags.slice(0, MOST_TAGS).map((tag) => (
        <Badge key={tag} className="max-w-32 truncate">
          {tag}
        </Badge>
      ))}
      {tags.length > MOST_TAGS && <span title={tags.join(", ")}>+{tags.length - MOST_TAGS}</span>}
    </p>
  );
}
