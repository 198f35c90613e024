import { ButtonLink } from "@/components/ui/button-link.tsx";
import { EmptyState } from "@/components/ui/empty-state.tsx";
import { Icon } from "@/components/ui/icons.tsx";

export default function UnknownCircuit() {
  return (
    <EmptyState isPage title="There is no such circuit now" icon={<Icon name="search" className="size-8" />}>
      <p>
        Its dependency may have been deleted, or a caller’s circuit forgotten while nobody called; what happened to it
        is still in the events.
      </p>
      <div className="flex flex-wrap justify-center gap-2">
        <ButtonLink href="/">To the overview</ButtonLink>
        <ButtonLink href="/events">To the events</ButtonLink>
      </div>
    </EmptyState>
  );
}
