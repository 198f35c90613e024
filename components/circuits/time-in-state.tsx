"use client";

import { duration } from "@/lib/client/format.ts";
import { useSecondsSince } from "./anchor.tsx";

export function TimeInState({ seconds }: { seconds: number }) {
  return <>for {useSecondsSince(seconds, duration)}</>;
}
