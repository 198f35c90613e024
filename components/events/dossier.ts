import * as z from "zod";
import { type ChangeView, change } from "@/lib/contracts/revision.ts";

/** What an `opened` event froze. Details have no contract of their own, so they are read with care. */
const dossier = z.object({
  failures: z.array(z.object({ at: z.string(), message: z.string(), group: z.string() })),
  groups: z.array(z.object({ group: z.string(), count: z.number() })),
  policy_revision: z.number(),
});

export type Dossier = z.infer<typeof dossier>;

export function dossierOf(details: Readonly<Record<string, unknown>>): Dossier | null {
  return dossier.safeParse(details.dossier).data ?? null;
}

/** What an edit changed, where the event tells it. */
export function changesOf(details: Readonly<Record<string, unknown>>): readonly ChangeView[] | null {
  return z.array(change).safeParse(details.changes).data ?? null;
}

/** The other details, as words: what is nested is written as JSON. */
export function plainDetails(details: Readonly<Record<string, unknown>>): readonly { name: string; value: string }[] {
  // The changes name their fields.
  const toldApart = new Set(["dossier", "verdict", ...(changesOf(details) === null ? [] : ["changes", "fields"])]);
  return Object.entries(details)
    .filter(([name, value]) => !toldApart.has(name) && value !== null && value !== "")
    .map(([name, value]) => ({
      name: name.replaceAll("_", " "),
      value: typeof value === "object" ? JSON.stringify(value) : String(value),
    }));
}
