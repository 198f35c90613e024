import { ButtonLink } from "@/components/ui/button-link.tsx";
import { EmptyState } from "@/components/ui/empty-state.tsx";
import { Icon } from "@/components/ui/icons.tsx";

export default function UnknownIncident() {
  return (
    <EmptyState title="There is no such incident now" icon={<Icon name="search" className="size-8" />}>
      <p>Incidents are told of the last 7 days. What happened before that is still in the events.</p>
      <div className="flex flex-wrap justify-center gap-2">
        <ButtonLink href="/incidents">To the incidents</ButtonLink>
        <ButtonLink href="/events">To the events</ButtonLink>
      </div>
    </EmptyState>
  );
}
