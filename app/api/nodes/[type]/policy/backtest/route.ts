import { api } from "@/lib/contracts/api.ts";
import { resource, route } from "@/lib/http/route.ts";
import { backtestPolicy } from "@/lib/operations/backtest/backtest-policy.ts";

export const { GET, POST, PUT, PATCH, DELETE } = resource(
  route(api.backtestPolicy, ({ panel, caller, params, query, body }) =>
    backtestPolicy(panel, caller, params.type, query, body),
  ),
);
