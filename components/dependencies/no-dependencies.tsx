"use client";

import { BreakerGlyph } from "@/components/circuits/breaker-glyph.tsx";
import { FirstSteps } from "@/components/circuits/first-steps.tsx";
import { useIsAdmin } from "@/components/shell/viewer.tsx";
import { ButtonLink } from "@/components/ui/button-link.tsx";
import { EmptyState } from "@/components/ui/empty-state.tsx";
import { NEW_DEPENDENCY_PATH } from "@/lib/client/dependency-path.ts";

/** There is nothing yet: how to add the first one, by hand or by script. */
export function NoDependencies({ origin }: { origin: string }) {
  const isAdmin = useIsAdmin();
  return (
    <EmptyState title="No dependency is registered yet" icon={<BreakerGlyph state="closed" className="size-10" />}>
      <p>
        A dependency is something that your software calls and that can fail. Here it gets its circuit and its policy.
      </p>
      {isAdmin && (
        <ButtonLink href={NEW_DEPENDENCY_PATH} variant="primary">
          Add dependency
        </ButtonLink>
      )}
      <p>{isAdmin ? "Or from a terminal, in three lines:" : "An admin adds one here, or a script does:"}</p>
      <FirstSteps origin={origin} />
    </EmptyState>
  );
}
