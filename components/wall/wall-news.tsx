import { BreakerGlyph } from "@/components/circuits/breaker-glyph.tsx";
import { tones } from "@/components/ui/badge.tsx";
import { classNames } from "@/components/ui/class-names.ts";
import { Icon } from "@/components/ui/icons.tsx";
import { count } from "@/lib/client/format.ts";
import type { StatusReply } from "@/lib/contracts/circuit.ts";

interface WallNewsProps {
  reply: StatusReply;
  q: string | undefined;
  unknown: boolean;
}

/** What there is to say where nothing is open. Good news only where it is known to be true, and about something. */
export function WallNews({ reply, q, unknown }: WallNewsProps) {
  const { closed } = reply.summary;
  if (closed === 0) return <Nothing q={q} />;
  const all = `${closed === 1 ? "the one circuit" : `all ${count(closed)} circuits`} ${verb(closed, unknown)}`;
  return (
    <div
      data-testid="wall-well"
      className={classNames(
        unknown ? tones.stale : tones.ok,
        "grid place-content-center justify-items-center gap-[1em] rounded-[0.7em] border-[0.08em] border-line bg-surface text-center",
        unknown && "hatched",
      )}
    >
      <BreakerGlyph state="closed" className="-my-[1.5em] size-[12em] text-tone" />
      <p className="font-semibold text-[4em] text-tone leading-none tracking-tight">
        {unknown ? "Not known" : "Nothing needs attention"}
      </p>
      <p className="text-[1.75em] text-muted">{unknown ? `At last contact ${all} closed` : `${capital(all)} closed`}</p>
    </div>
  );
}

function verb(circuits: number, past: boolean): string {
  if (circuits === 1) return past ? "was" : "is";
  return past ? "were" : "are";
}

function capital(words: string): string {
  return words.charAt(0).toUpperCase() + words.slice(1);
}

function Nothing({ q }: { q: string | undefined }) {
  return (
    <div className="grid place-content-center justify-items-center gap-[1em] rounded-[0.7em] border-[0.12em] border-line border-dashed text-center">
      <Icon name="search" className="size-[6em] text-faint" />
      <p className="font-semibold text-[3em] leading-tight tracking-tight [overflow-wrap:anywhere]">
        {q === undefined ? "No dependency is registered yet" : `No circuit matches “${q}”`}
      </p>
    </div>
  );
}
