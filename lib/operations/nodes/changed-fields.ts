import type { NodeType } from "../../catalogue/node-type.ts";

/** What an edit changed, by name: `title`, `config.path`, `policy.failure_threshold`, `secrets`. */
export function changedFields(before: NodeType, after: NodeType): string[] {
  return [
    ...differing("", plainFields(before), plainFields(after)),
    ...differing("config.", before.config, after.config),
    ...differing("policy.", before.policy, after.policy),
  ];
}

function plainFields({ kind, title, owner, runbookUrl, tags, secrets }: NodeType) {
  return { kind, title, owner, runbook_url: runbookUrl, tags, secrets };
}

function differing(prefix: string, before: object, after: object): string[] {
  const [old, next] = [new Map(Object.entries(before)), new Map(Object.entries(after))];
  return [...new Set([...old.keys(), ...next.keys()])]
    .filter((name) => JSON.stringify(old.get(name)) !== JSON.stringify(next.get(name)))
    .map((name) => prefix + name);
}
