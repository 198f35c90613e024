import { api } from "@/lib/contracts/api.ts";
import { resource, route } from "@/lib/http/route.ts";

export const { GET, POST, PUT, PATCH, DELETE } = resource(route(api.livez, () => ({ status: "success" })));
