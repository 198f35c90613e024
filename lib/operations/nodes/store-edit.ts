import type { Entry } from "../../catalogue/catalogue.ts";
import type { NodeType } from "../../catalogue/node-type.ts";
import { type RevisionAct, withRevision } from "../../catalogue/revision.ts";
import type { KeptSecret } from "../../catalogue/secret-vault.ts";
import type { Json } from "../../stores/store.ts";
import { actOf, type Caller, type Services } from "../context.ts";
import { revisionMoved } from "../revisions/check-revision.ts";
import { nodeTypeChanges, type Said } from "./node-type-changes.ts";

const EVENTS: Readonly<Record<RevisionAct["kind"], string>> = {
  created: "node_type_created",
  edited: "node_type_changed",
  rolled_back: "policy_rolled_back",
};

interface Edit {
  /** Null where there is no node type of that name. */
  readonly before: NodeType | null;
  readonly after: Said;
  /** Secrets that it refers to and that are not stored yet. */
  readonly added?: readonly KeptSecret[];
  readonly act: RevisionAct;
  readonly reason: string | null | undefined;
}

/**
 * Stores an edit of a node type as its next revision, together with its event, and puts it in force. One that changes
 * nothing makes no revision.
 * @throws OperationError `revision_moved` where somebody else was faster; StoreError
 */
export async function storeEdit(
  services: Pick<Services, "catalogue" | "now" | "instance">,
  caller: Caller,
  { before, after, added, act, reason: given }: Edit,
): Promise<Entry> {
  const { catalogue, now } = services;
  const { name, policy } = after;
  const changes = nodeTypeChanges(before, after);
  const known = catalogue.get(name);
  // A script that says the same again must not push what people did out of the list of revisions.
  if (known !== undefined && known.nodeType === before && changes.length === 0) return known;
  const at = now();
  const actor = caller.principal.name;
  const reason = given || null;
  const revision = catalogue.nextRevision(name);
  const nodeType: NodeType = {
    ...after,
    revision,
    createdAt: before?.createdAt ?? at,
    updatedAt: at,
    updatedBy: actor,
    revisions: withRevision(catalogue.revisionsOf(name), { revision, at, actor, reason, act, policy, changes }),
  };
  const details = {
    revision,
    ...(act.kind === "rolled_back" ? { to: act.to } : {}),
    fields: changes.map(({ field }) => field),
    changes: changes as unknown as Json,
  };
  const event = actOf(services, caller, EVENTS[act.kind], { circuit: name, reason, details });
  const result = await catalogue.put(nodeType, event, added);
  if (result.status === "conflict") throw revisionMoved(name);
  return result.entry;
}
