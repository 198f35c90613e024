"use client";

import { useRouter } from "next/navigation";
import type { ReactNode } from "react";
import { Icon, type IconName } from "@/components/ui/icons.tsx";
import { Key } from "@/components/ui/key.tsx";
import { useShortcuts } from "../keyboard/preference.ts";
import { useOverlays } from "../overlays.tsx";
import { pages } from "../pages.ts";
import { usePause } from "../pause.tsx";
import { setTheme } from "../use-theme.ts";
import { matchesWords } from "./matching.ts";
import { PaletteGroup, PaletteItem } from "./palette-item.tsx";

interface Command {
  readonly name: string;
  readonly icon: IconName;
  /** Its shortcut, one key after the other. */
  readonly keys?: readonly string[];
  readonly run: () => void;
}

interface CommandsProps {
  typed: string;
  onDone: () => void;
}

export function PageItems(props: CommandsProps) {
  const router = useRouter();
  const commands = pages.map(({ path, name, key }): Command => {
    return { name, icon: "arrow", keys: ["g", key], run: () => router.push(path) };
  });
  const wall: Command = { name: "Wall: full screen, for a TV", icon: "monitor", run: () => router.push("/wall") };
  return <Commands {...props} group="Pages" commands={[...commands, wall]} />;
}

export function SettingItems(props: CommandsProps) {
  const { pausedAt, toggle } = usePause();
  const { open } = useOverlays();
  const isPaused = pausedAt !== null;
  const commands: readonly Command[] = [
    {
      name: isPaused ? "Resume updates" : "Pause updates",
      icon: isPaused ? "play" : "pause",
      keys: ["p"],
      run: toggle,
    },
    { name: "Theme: dark", icon: "moon", run: () => setTheme("dark") },
    { name: "Theme: light", icon: "sun", run: () => setTheme("light") },
    { name: "Theme: as the system's", icon: "monitor", run: () => setTheme("system") },
    { name: "Keyboard shortcuts", icon: "keyboard", keys: ["?"], run: () => open("sheet") },
  ];
  return <Commands {...props} group="Console" commands={commands} />;
}

function Commands({
  group,
  commands,
  typed,
  onDone,
}: CommandsProps & { group: string; commands: readonly Command[] }): ReactNode {
  const shortcuts = useShortcuts();
  const fitting = commands.filter(({ name }) => matchesWords(typed, `${group} ${name}`));
  if (fitting.length === 0) return null;
  return (
    <PaletteGroup name={group}>
      {fitting.map(({ name, icon, keys, run }) => (
        <PaletteItem
          key={name}
          value={`${group} ${name}`}
          icon={<Icon name={icon} />}
          aside={
            shortcuts &&
            keys?.map((key) => (
              <Key key={key} className="pointer-coarse:hidden">
                {key}
              </Key>
            ))
          }
          onSelect={() => {
            onDone();
            run();
          }}
        >
          {name}
        </PaletteItem>
      ))}
    </PaletteGroup>
  );
}
