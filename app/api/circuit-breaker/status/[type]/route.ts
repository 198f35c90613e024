import { api } from "@/lib/contracts/api.ts";
import { conditionalReply } from "@/lib/http/etag.ts";
import { resource, route } from "@/lib/http/route.ts";
import { showCircuit } from "@/lib/operations/circuits/show-circuit.ts";

export const { GET, POST, PUT, PATCH, DELETE } = resource(
  route(api.showCircuit, ({ panel, caller, params, query, request }) =>
    conditionalReply(request, showCircuit(panel, caller, params.type, query)),
  ),
);
