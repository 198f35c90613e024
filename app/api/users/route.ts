import { api } from "@/lib/contracts/api.ts";
import { resource, route } from "@/lib/http/route.ts";
import { createUser } from "@/lib/operations/accounts/create-user.ts";
import { listUsers } from "@/lib/operations/accounts/list-users.ts";

export const { GET, POST, PUT, PATCH, DELETE } = resource(
  route(api.listUsers, ({ panel, caller }) => listUsers(panel, caller)),
  route(api.createUser, ({ panel, caller, body }) => createUser(panel, caller, body)),
);
