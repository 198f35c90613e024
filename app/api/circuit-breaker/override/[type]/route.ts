import { api } from "@/lib/contracts/api.ts";
import { resource, route } from "@/lib/http/route.ts";
import { overrideCircuit } from "@/lib/operations/circuits/override-circuit.ts";

export const { GET, POST, PUT, PATCH, DELETE } = resource(
  route(api.setOverride, ({ panel, caller, params, query, body }) =>
    overrideCircuit(panel, caller, params.type, query, body),
  ),
  route(api.clearOverride, ({ panel, caller, params, query, body }) =>
    overrideCircuit(panel, caller, params.type, query, { ...body, mode: null }),
  ),
);
