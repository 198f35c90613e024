import type { Entry } from "../../catalogue/catalogue.ts";
import type { NodeTypeView } from "../../contracts/node-type.ts";
import { toInstant } from "../instant.ts";

/** A node type as the API shows it: of its secrets the names alone. */
export function presentNodeType({ nodeType, policy }: Entry): NodeTypeView {
  const { revision: _, ...effective } = { revision: 0, ...policy };
  return {
    node_type: nodeType.name,
    kind: nodeType.kind,
    title: nodeType.title,
    owner: nodeType.owner,
    runbook_url: nodeType.runbookUrl,
    tags: [...nodeType.tags],
    config: { ...nodeType.config },
    secrets: nodeType.secrets.map(([name]) => name),
    policy: nodeType.policy,
    effective_policy: effective,
    revision: nodeType.revision,
    updated_at: toInstant(nodeType.updatedAt),
    updated_by: nodeType.updatedBy,
  };
}
