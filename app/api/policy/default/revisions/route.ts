import { api } from "@/lib/contracts/api.ts";
import { resource, route } from "@/lib/http/route.ts";
import { listDefaultPolicyRevisions } from "@/lib/operations/policy/list-default-policy-revisions.ts";

export const { GET, POST, PUT, PATCH, DELETE } = resource(
  route(api.listDefaultPolicyRevisions, ({ panel, caller }) => listDefaultPolicyRevisions(panel, caller)),
);
