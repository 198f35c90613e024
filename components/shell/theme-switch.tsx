"use client";

import { classNames } from "@/components/ui/class-names.ts";
import { Icon, type IconName } from "@/components/ui/icons.tsx";
import { type Theme, themes } from "./theme.ts";
import { setTheme, useTheme } from "./use-theme.ts";

const looks: Record<Theme, { name: string; icon: IconName }> = {
  system: { name: "System", icon: "monitor" },
  light: { name: "Light", icon: "sun" },
  dark: { name: "Dark", icon: "moon" },
};

export function ThemeSwitch({ initial }: { initial: Theme }) {
  const theme = useTheme(initial);
  return (
    <fieldset className="flex rounded-lg border border-line bg-canvas p-0.5">
      <legend className="sr-only">Theme</legend>
      {themes.map((each) => (
        <label
          key={each}
          className={classNames(
            "flex flex-1 cursor-pointer items-center justify-center gap-1.5 rounded-md px-2 py-1 text-xs touch-target",
            "has-focus-visible:outline-2 has-focus-visible:outline-focus",
            each === theme ? "bg-raised font-medium text-ink shadow-card" : "text-muted hover:text-ink",
          )}
        >
          <input
            type="radio"
            name="theme"
            className="sr-only"
            checked={each === theme}
            onChange={() => setTheme(each)}
          />
          <Icon name={looks[each].icon} className="size-3.5" />
          {looks[each].name}
        </label>
      ))}
    </fieldset>
  );
}
