import type * as z from "zod";
import { authorize, authorizePanelWide } from "../../auth/permissions.ts";
import type { Entry } from "../../catalogue/catalogue.ts";
import type { NodeType } from "../../catalogue/node-type.ts";
import type { NodeTypeView, nodeTypeRequest } from "../../contracts/node-type.ts";
import { actOf, type Caller, type Services } from "../context.ts";
import { OperationError } from "../errors.ts";
import { changedFields } from "./changed-fields.ts";
import { checkedConfig } from "./checked-config.ts";
import { presentNodeType } from "./present-node-type.ts";
import { sealedSecrets } from "./sealed-secrets.ts";

type Request = z.output<typeof nodeTypeRequest>;

/**
 * Registers a node type, or puts it anew; its circuit keeps state and counts.
 * @throws OperationError `invalid_request` naming each field that is wrong, `revision_moved`; StoreError
 */
export async function putNodeType(
  services: Pick<Services, "catalogue" | "now" | "instance">,
  caller: Caller,
  type: string,
  request: Request,
): Promise<NodeTypeView> {
  authorize(caller.principal, "admin");
  authorizePanelWide(caller.principal);
  const { catalogue, now } = services;
  const known = catalogue.get(type);
  checkRevision(type, known, request.expected_revision ?? null);
  const { kind, config } = checkedConfig(catalogue, request);
  const at = now();
  const nodeType: NodeType = {
    name: type,
    kind: kind.kind,
    title: request.title || null,
    owner: request.owner || null,
    runbookUrl: request.runbook_url || null,
    tags: request.tags,
    config,
    secrets: sealedSecrets({ catalogue, kind, type, config, given: request.secrets, known: known?.nodeType ?? null }),
    policy: request.policy,
    revision: catalogue.nextRevision(type),
    createdAt: known?.nodeType.createdAt ?? at,
    updatedAt: at,
    updatedBy: caller.principal.name,
  };
  const fields = known === undefined ? [] : changedFields(known.nodeType, nodeType);
  const event = actOf(services, caller, known === undefined ? "node_type_created" : "node_type_changed", {
    circuit: type,
    details: { revision: nodeType.revision, fields },
  });
  const result = await catalogue.put(nodeType, event);
  if (result.status === "conflict") throw moved(type);
  return presentNodeType(result.entry);
}

function checkRevision(type: string, known: Entry | undefined, expected: number | null): void {
  if (expected !== null && expected !== (known?.revision ?? 0)) throw moved(type);
}

function moved(type: string): OperationError {
  return new OperationError("revision_moved", `${type} has been edited since it was looked at.`);
}
