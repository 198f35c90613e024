import { api } from "@/lib/contracts/api.ts";
import { resource, route } from "@/lib/http/route.ts";
import { putDefaultPolicy } from "@/lib/operations/policy/put-default-policy.ts";
import { showDefaultPolicy } from "@/lib/operations/policy/show-default-policy.ts";

export const { GET, POST, PUT, PATCH, DELETE } = resource(
  route(api.showDefaultPolicy, ({ panel, caller }) => showDefaultPolicy(panel, caller)),
  route(api.putDefaultPolicy, ({ panel, caller, query, body }) => putDefaultPolicy(panel, caller, body, query)),
);
