import { api } from "@/lib/contracts/api.ts";
import { resource, route } from "@/lib/http/route.ts";
import { createToken } from "@/lib/operations/accounts/create-token.ts";
import { listTokens } from "@/lib/operations/accounts/list-tokens.ts";

export const { GET, POST, PUT, PATCH, DELETE } = resource(
  route(api.listTokens, ({ panel, caller }) => listTokens(panel, caller)),
  route(api.createToken, ({ panel, caller, body }) => createToken(panel, caller, body)),
);
