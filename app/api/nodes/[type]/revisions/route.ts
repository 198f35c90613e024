import { api } from "@/lib/contracts/api.ts";
import { resource, route } from "@/lib/http/route.ts";
import { listNodeTypeRevisions } from "@/lib/operations/nodes/list-node-type-revisions.ts";

export const { GET, POST, PUT, PATCH, DELETE } = resource(
  route(api.listNodeTypeRevisions, ({ panel, caller, params }) => listNodeTypeRevisions(panel, caller, params.type)),
);
