import { api } from "@/lib/contracts/api.ts";
import { resource, route } from "@/lib/http/route.ts";
import { deleteUser } from "@/lib/operations/accounts/delete-user.ts";
import { updateUser } from "@/lib/operations/accounts/update-user.ts";

export const { GET, POST, PUT, PATCH, DELETE } = resource(
  route(api.updateUser, ({ panel, caller, params, body }) => updateUser(panel, caller, { ...params, ...body })),
  route(api.deleteUser, ({ panel, caller, params }) => deleteUser(panel, caller, params)),
);
