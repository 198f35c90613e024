import { api } from "@/lib/contracts/api.ts";
import { resource, route } from "@/lib/http/route.ts";
import { putLimits } from "@/lib/operations/limits/put-limits.ts";
import { showLimits } from "@/lib/operations/limits/show-limits.ts";

export const { GET, POST, PUT, PATCH, DELETE } = resource(
  route(api.showLimits, ({ panel, caller }) => showLimits(panel, caller)),
  route(api.putLimits, ({ panel, caller, query, body }) => putLimits(panel, caller, body, query)),
);
