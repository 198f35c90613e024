import type * as z from "zod";
import { authorize, authorizePanelWide } from "../../auth/permissions.ts";
import type { NodeTypeView, nodeTypeRequest } from "../../contracts/node-type.ts";
import type { Caller, Services } from "../context.ts";
import { checkRevision } from "../revisions/check-revision.ts";
import { checkedConfig } from "./checked-config.ts";
import { presentNodeType } from "./present-node-type.ts";
import { sealedSecrets } from "./sealed-secrets.ts";
import { storeEdit } from "./store-edit.ts";

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
  const { catalogue } = services;
  const before = catalogue.get(type)?.nodeType ?? null;
  checkRevision(type, before?.revision ?? 0, request.expected_revision);
  const { kind, config } = checkedConfig(catalogue, request);
  const { secrets, added } = sealedSecrets({
    catalogue,
    kind,
    type,
    config,
    given: request.secrets,
    known: before,
  });
  const after = {
    name: type,
    kind: kind.kind,
    title: request.title || null,
    owner: request.owner || null,
    runbookUrl: request.runbook_url || null,
    tags: request.tags,
    config,
    secrets,
    policy: request.policy,
  };
  const act = { kind: before === null ? "created" : "edited" } as const;
  return presentNodeType(await storeEdit(services, caller, { before, after, added, act, reason: request.reason }));
}
