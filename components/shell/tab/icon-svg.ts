import type { CircuitStateName } from "@/lib/contracts/circuit.ts";

/** What the tab's icon tells. `unknown` is a source that cannot be reached: never green then, whatever it was. */
export type TabState =
  | { readonly kind: "unknown" | "well" | "half_open" }
  | { readonly kind: "open"; readonly circuits: number };

export function tabStateOf(summary: Readonly<Record<CircuitStateName, number>> | null, stale: boolean): TabState {
  if (stale || summary === null) return { kind: "unknown" };
  if (summary.open > 0) return { kind: "open", circuits: summary.open };
  return { kind: summary.half_open > 0 ? "half_open" : "well" };
}

const MOST_WRITTEN = 99;

/** A breaker's contact, as `BreakerGlyph` draws it. */
const contact = (arm: string) =>
  `<g transform="translate(4 4)" fill="none" stroke="currentColor" stroke-width="3" stroke-linecap="round">` +
  `<path d="M1 12h6M17 12h6"/><path d="M7 12${arm}"/></g>`;

const written = (text: string) =>
  `<text x="16" y="${text.length > 1 ? 22.5 : 24}" font-family="Inter,Arial,sans-serif" font-weight="700" ` +
  `font-size="${text.length > 1 ? 18 : 23}" text-anchor="middle" fill="currentColor">${text}</text>`;

/**
 * The tab's icon: a number on a red octagon, a dashed contact on yellow, a lying contact on green, a question mark on
 * grey. The outlines differ as the colours do.
 */
export function iconOf(state: TabState): string {
  switch (state.kind) {
    case "open": {
      const text = state.circuits > MOST_WRITTEN ? `${MOST_WRITTEN}` : String(state.circuits);
      return icon(`<path d="M10 0h12l10 10v12L22 32H10L0 22V10z" fill="#d32f36"/>`, "#fff", written(text));
    }
    case "half_open":
      return icon(
        `<path d="M16 0L32 16 16 32 0 16z" fill="#f5c04a"/>`,
        "#1f1600",
        contact(`l9 -4" stroke-dasharray="2.5 4`),
      );
    case "well":
      return icon(`<circle cx="16" cy="16" r="16" fill="#0f7338"/>`, "#fff", contact("h10"));
    case "unknown":
      return icon(`<rect width="32" height="32" rx="7" fill="#667181"/>`, "#fff", written("?"));
  }
}

function icon(ground: string, colour: string, sign: string): string {
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32" color="${colour}">${ground}${sign}</svg>`;
}

/** As an address that an icon's link takes, without a request. */
export function iconAddress(svg: string): string {
  return `data:image/svg+xml,${encodeURIComponent(svg)}`;
}
