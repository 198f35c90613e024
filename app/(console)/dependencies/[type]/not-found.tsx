import { ButtonLink } from "@/components/ui/button-link.tsx";
import { EmptyState } from "@/components/ui/empty-state.tsx";
import { Icon } from "@/components/ui/icons.tsx";

/** Within the console: whoever follows an old link still has everything else at hand. */
export default function UnknownDependency() {
  return (
    <EmptyState isPage title="There is no such dependency" icon={<Icon name="search" className="size-8" />}>
      <p>It may have been deleted; its history is still in the events.</p>
      <ButtonLink href="/dependencies">To the dependencies</ButtonLink>
    </EmptyState>
  );
}
