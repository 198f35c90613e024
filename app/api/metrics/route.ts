import { api } from "@/lib/contracts/api.ts";
import { resource, route } from "@/lib/http/route.ts";
import { showMetrics } from "@/lib/operations/show-metrics.ts";

export const { GET, POST, PUT, PATCH, DELETE } = resource(
  route(
    api.metrics,
    ({ panel, caller }) =>
      new Response(showMetrics(panel, caller), {
        headers: { "content-type": "text/plain; version=0.0.4; charset=utf-8", "cache-control": "no-store" },
      }),
  ),
);
