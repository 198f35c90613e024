import { api } from "@/lib/contracts/api.ts";
import { resource, route } from "@/lib/http/route.ts";
import { showMe } from "@/lib/operations/accounts/show-me.ts";

export const { GET, POST, PUT, PATCH, DELETE } = resource(route(api.me, ({ caller }) => showMe(caller)));
