import { api } from "@/lib/contracts/api.ts";
import { openApi } from "@/lib/contracts/openapi.ts";
import { resource, route } from "@/lib/http/route.ts";

export const { GET, POST, PUT, PATCH, DELETE } = resource(route(api.openapi, () => openApi()));
