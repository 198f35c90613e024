import { api } from "@/lib/contracts/api.ts";
import { resource, route } from "@/lib/http/route.ts";
import { changePassword } from "@/lib/operations/accounts/change-password.ts";

export const { GET, POST, PUT, PATCH, DELETE } = resource(
  route(api.changePassword, ({ panel, caller, body }) => changePassword(panel, caller, body)),
);
