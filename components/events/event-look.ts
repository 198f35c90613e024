import type { Tone } from "@/components/ui/badge.tsx";

const tones: Readonly<Record<string, Tone>> = {
  opened: "bad",
  half_opened: "warn",
  closed: "ok",
  reset: "info",
  override_set: "info",
  override_cleared: "info",
  policy_rolled_back: "info",
  refused: "warn",
  probe_expired: "warn",
};

/** Kinds that read better than their names. */
const words: Readonly<Record<string, string>> = {
  half_opened: "half-opened",
  override_set: "held",
  override_cleared: "hold lifted",
  override_expired: "hold ended",
  probe_expired: "test call lost",
  node_type_created: "registered",
  node_type_changed: "edited",
  node_type_deleted: "removed",
  policy_rolled_back: "rolled back",
};

export function toneOfKind(kind: string): Tone {
  return tones[kind] ?? "neutral";
}

export function wordOfKind(kind: string): string {
  return words[kind] ?? kind.replaceAll("_", " ");
}
