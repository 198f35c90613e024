"use client";

import { useRouter } from "next/navigation";
import { useActs } from "@/components/circuits/acts/acts.tsx";
import { Icon, type IconName } from "@/components/ui/icons.tsx";
import { useStatusMessages } from "@/components/ui/status-region.tsx";
import { circuitPageAddress } from "@/lib/client/circuit-page.ts";
import { dependencyPath } from "@/lib/client/dependency-path.ts";
import type { CircuitView } from "@/lib/contracts/circuit.ts";
import { useFreshness } from "../freshness.tsx";
import { useIsAdmin } from "../viewer.tsx";
import { matchesWords } from "./matching.ts";
import { PaletteGroup, PaletteItem } from "./palette-item.tsx";

interface Choice {
  readonly name: string;
  readonly icon: IconName;
  readonly choose: () => void;
  readonly disabled?: boolean;
}

interface CircuitActsProps {
  circuit: CircuitView;
  typed: string;
  onDone: () => void;
}

/** What can be done about one circuit. What changes it only ever opens a dialog. */
export function CircuitActs({ circuit, typed, onDone }: CircuitActsProps) {
  const choices = useChoices(circuit).filter(({ name }) => matchesWords(typed, `${name} ${circuit.circuit}`));
  if (choices.length === 0) return null;
  return (
    <PaletteGroup name={circuit.circuit}>
      {choices.map(({ name, icon, choose, disabled }) => (
        <PaletteItem
          key={name}
          value={`act ${name}`}
          disabled={disabled}
          icon={<Icon name={icon} />}
          onSelect={() => {
            onDone();
            choose();
          }}
        >
          {name}
        </PaletteItem>
      ))}
    </PaletteGroup>
  );
}

function useChoices(circuit: CircuitView): readonly Choice[] {
  const router = useRouter();
  const { toast } = useStatusMessages();
  const { open } = useActs();
  const { stale } = useFreshness();
  const isAdmin = useIsAdmin();
  const { circuit: id, node_type, override } = circuit;
  const copy = () =>
    navigator.clipboard.writeText(id).then(
      () => toast(`${id} is copied.`),
      () => toast("This browser does not let the page copy."),
    );
  const acts: readonly Choice[] = [
    { name: "Reset…", icon: "reset", disabled: stale, choose: () => open({ kind: "reset", circuit }) },
    {
      name: override === null ? "Hold…" : "Lift hold…",
      icon: "lock",
      disabled: stale,
      choose: () => open({ kind: "hold", circuit }),
    },
  ];
  return [
    { name: "Open its page", icon: "arrow", choose: () => router.push(circuitPageAddress(circuit)) },
    ...(isAdmin ? acts : []),
    { name: "Its events", icon: "arrow", choose: () => router.push(`/events?${new URLSearchParams({ circuit: id })}`) },
    { name: `Dependency ${node_type}`, icon: "arrow", choose: () => router.push(dependencyPath(node_type)) },
    { name: "Copy its id", icon: "copy", choose: () => void copy() },
  ];
}
