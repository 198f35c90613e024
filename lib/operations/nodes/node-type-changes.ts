import type { NodeType } from "../../catalogue/node-type.ts";
import type { Change } from "../../catalogue/revision.ts";
import { patternScrubber } from "../../nodes/scrub.ts";
import type { Json } from "../../stores/store.ts";
import { differences, policyDifferences } from "../revisions/differences.ts";

/** What is said of a node type; the rest is who said it, and when. */
export type Said = Omit<NodeType, "revision" | "revisions" | "createdAt" | "updatedAt" | "updatedBy">;

/** Where a config names a secret. */
const PLACEHOLDERS = /\{\{[^{}]*\}\}/g;

/**
 * What an edit changed, by field: `title`, `config.path`, `policy.retry.max_retries`, `secrets.api_key`. Of secrets
 * only whether they were set, changed or removed; null where there was no node type.
 */
export function nodeTypeChanges(before: Said | null, after: Said): Change[] {
  const plain = before === null ? {} : plainFields(before);
  return [
    ...Object.entries(plainFields(after)).flatMap(([name, value]) => differences(name, plain[name], value)),
    ...differences("config", before?.config, after.config).map(withoutSecrets),
    ...secretChanges(new Map(before?.secrets), new Map(after.secrets)),
    ...policyDifferences(before?.policy ?? {}, after.policy),
  ];
}

/** What is null or empty is not said. */
function plainFields({ kind, title, owner, runbookUrl, tags }: Said): Record<string, Json | undefined> {
  return {
    kind,
    title: title ?? undefined,
    owner: owner ?? undefined,
    runbook_url: runbookUrl ?? undefined,
    tags: tags.length === 0 ? undefined : tags,
  };
}

function secretChanges(before: ReadonlyMap<string, string>, after: ReadonlyMap<string, string>): Change[] {
  return [...new Set([...before.keys(), ...after.keys()])]
    .filter((name) => before.get(name) !== after.get(name))
    .map((name) => {
      const field = `secrets.${name}`;
      if (!before.has(name)) return { field, after: "set" };
      return { field, before: "set", after: after.has(name) ? "changed" : "removed" };
    });
}

/** Somebody may have put a key into a header as it is. It goes with the next edit, and must not stay in the history. */
function withoutSecrets({ field, ...sides }: Change): Change {
  const scrub = (value: Json): Json => {
    // What only names its secrets may be read, whatever the header is called.
    const rest = typeof value === "string" ? value.replaceAll(PLACEHOLDERS, "") : value;
    if (typeof rest === "string" && rest !== value && patternScrubber.text(rest) === rest) return value;
    return (patternScrubber.json({ [field]: value }) as Record<string, Json>)[field] ?? null;
  };
  return { field, ...Object.fromEntries(Object.entries(sides).map(([side, value]) => [side, scrub(value)])) };
}
