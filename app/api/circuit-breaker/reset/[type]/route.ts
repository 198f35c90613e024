import { api } from "@/lib/contracts/api.ts";
import { resource, route } from "@/lib/http/route.ts";
import { resetCircuit } from "@/lib/operations/circuits/reset-circuit.ts";

export const { GET, POST, PUT, PATCH, DELETE } = resource(
  route(api.resetCircuit, ({ panel, caller, params, query, body }) =>
    resetCircuit(panel, caller, params.type, query, body),
  ),
);
