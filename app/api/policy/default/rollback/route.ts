import { api } from "@/lib/contracts/api.ts";
import { resource, route } from "@/lib/http/route.ts";
import { rollBackDefaultPolicy } from "@/lib/operations/policy/roll-back-default-policy.ts";

export const { GET, POST, PUT, PATCH, DELETE } = resource(
  route(api.rollBackDefaultPolicy, ({ panel, caller, body }) => rollBackDefaultPolicy(panel, caller, body)),
);
