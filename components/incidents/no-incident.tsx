import { BreakerGlyph } from "@/components/circuits/breaker-glyph.tsx";
import { ButtonLink } from "@/components/ui/button-link.tsx";
import { EmptyState } from "@/components/ui/empty-state.tsx";

/** The best that this page can say. */
export function NoIncident() {
  return (
    <EmptyState
      title="No incident in the last 7 days"
      icon={<BreakerGlyph state="closed" className="size-10! text-ok-mark" />}
    >
      <p>
        Circuits that open within a minute of each other, or one after the other while the first is still open, show
        here as one incident, with what it cost and who did what.
      </p>
      <ButtonLink href="/">To the overview</ButtonLink>
    </EmptyState>
  );
}
