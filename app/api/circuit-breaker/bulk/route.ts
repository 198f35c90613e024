import { api } from "@/lib/contracts/api.ts";
import { resource, route } from "@/lib/http/route.ts";
import { bulkAct } from "@/lib/operations/circuits/bulk-act.ts";
import { listMatching } from "@/lib/operations/circuits/list-matching.ts";

export const { GET, POST, PUT, PATCH, DELETE } = resource(
  route(api.listMatching, ({ panel, caller, query }) => listMatching(panel, caller, query)),
  route(api.bulkAct, ({ panel, caller, body }) => bulkAct(panel, caller, body)),
);
