"use client";

import { Segments } from "@/components/ui/segments.tsx";
import type { Theme } from "./theme.ts";
import { setTheme, useTheme } from "./use-theme.ts";

const looks = [
  { value: "system", name: "System", icon: "monitor" },
  { value: "light", name: "Light", icon: "sun" },
  { value: "dark", name: "Dark", icon: "moon" },
] as const;

export function ThemeSwitch({ initial }: { initial: Theme }) {
  return <Segments legend="Theme" name="theme" segments={looks} value={useTheme(initial)} onChange={setTheme} />;
}
