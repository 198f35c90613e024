"use client";

import { Command } from "cmdk";
import { useRouter } from "next/navigation";
import { type KeyboardEvent, useState } from "react";
import { Icon } from "@/components/ui/icons.tsx";
import { Key } from "@/components/ui/key.tsx";
import { useModal } from "@/components/ui/use-modal.ts";
import { circuitPageAddress } from "@/lib/client/circuit-page.ts";
import type { CircuitView } from "@/lib/contracts/circuit.ts";
import { CircuitActs } from "./circuit-acts.tsx";
import { CircuitItem, circuitValue } from "./circuit-items.tsx";
import { PageItems, SettingItems } from "./command-items.tsx";
import { PaletteHints } from "./palette-hints.tsx";
import { PaletteGroup } from "./palette-item.tsx";
import { useChosenCircuit } from "./use-chosen-circuit.ts";
import { useFoundCircuits } from "./use-found-circuits.ts";

/** Jumps to circuits and pages, and to what can be done about them. */
export function PaletteDialog({ onClose }: { onClose: () => void }) {
  const dialog = useModal();
  const router = useRouter();
  const [typed, setTyped] = useState("");
  const [selected, setSelected] = useState("");
  const { chosen, choose, isNarrowed } = useChosenCircuit();
  const found = useFoundCircuits(typed);
  const narrow = (circuit: CircuitView | null) => {
    choose(circuit);
    setTyped("");
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const circuit = found.circuits.find((each) => circuitValue(each.circuit) === selected);
    if (event.key === "Tab" && !event.shiftKey && circuit !== undefined && !isNarrowed) narrow(circuit);
    else if (event.key === "Backspace" && typed === "" && isNarrowed) narrow(null);
    else return;
    event.preventDefault();
  };

  return (
    <dialog
      ref={dialog}
      aria-label="Jump to"
      onClose={onClose}
      closedby="any"
      className="mx-auto mt-[min(12vh,7rem)] w-[calc(100vw-1.5rem)] max-w-xl overflow-hidden rounded-2xl border border-line bg-raised text-ink shadow-float backdrop:bg-black/55 max-sm:mt-3"
    >
      <Command
        label="Jump to"
        shouldFilter={false}
        loop
        vimBindings={false}
        value={selected}
        onValueChange={setSelected}
        onKeyDown={onKeyDown}
        className="flex max-h-[min(70dvh,34rem)] flex-col"
      >
        <div className="flex items-center gap-3 border-line border-b px-4">
          <Icon name="search" className="text-faint" />
          <Command.Input
            data-autofocus
            value={typed}
            onValueChange={setTyped}
            maxLength={200}
            placeholder={isNarrowed ? `${chosen?.circuit}: what to do` : "A circuit, a page, or what to do"}
            className="h-12 min-w-0 flex-1 bg-transparent text-base outline-none"
          />
          <Key className="pointer-coarse:hidden">Esc</Key>
        </div>
        <Command.List label="Circuits, pages and acts" className="min-h-0 flex-1 overflow-y-auto p-2">
          {chosen !== null && (isNarrowed || typed === "" || found.circuits.length === 0) && (
            <CircuitActs circuit={chosen} typed={typed} onDone={onClose} />
          )}
          {!isNarrowed && (
            <>
              {found.circuits.length > 0 && (
                <PaletteGroup name={typed.trim() === "" ? "Needs attention" : "Circuits"}>
                  {found.circuits.map((circuit) => (
                    <CircuitItem
                      key={circuit.circuit}
                      circuit={circuit}
                      onSelect={() => {
                        onClose();
                        router.push(circuitPageAddress(circuit));
                      }}
                    />
                  ))}
                </PaletteGroup>
              )}
              <PageItems typed={typed} onDone={onClose} />
              <SettingItems typed={typed} onDone={onClose} />
            </>
          )}
          <Command.Empty className="px-3 py-8 text-center text-muted text-sm">
            {found.error?.message ?? (found.isSearching ? "Searching…" : `Nothing matches “${typed.trim()}”.`)}
          </Command.Empty>
        </Command.List>
        <PaletteHints shown={found.circuits.length} matching={found.count} isNarrowed={isNarrowed} />
      </Command>
    </dialog>
  );
}
