import { UnknownCircuit } from "@/components/circuit-page/unknown-circuit.tsx";
import { EmptyState } from "@/components/ui/empty-state.tsx";
import { Icon } from "@/components/ui/icons.tsx";

/** Within the console: whoever follows an old link still has everything else at hand. */
export default function NoSuchCircuit() {
  return (
    <EmptyState isPage title="There is no such circuit now" icon={<Icon name="search" className="size-8" />}>
      <UnknownCircuit />
    </EmptyState>
  );
}
