import { api } from "@/lib/contracts/api.ts";
import { resource, route } from "@/lib/http/route.ts";
import { revokeToken } from "@/lib/operations/accounts/revoke-token.ts";

export const { GET, POST, PUT, PATCH, DELETE } = resource(
  route(api.revokeToken, ({ panel, caller, params }) => revokeToken(panel, caller, params)),
);
