import type { NodeKind } from "../node-kind.ts";
import { httpConfigSchema, secretsOf } from "./config.ts";
import { HttpNode } from "./http-node.ts";

/** Node types that call one HTTP origin. */
export const httpKind: NodeKind = {
  kind: "http",
  configSchema: httpConfigSchema,
  secretNames: (config) => secretsOf(httpConfigSchema.parse(config)),
  secretAudience: (config) => new URL(httpConfigSchema.parse(config).base_url).origin,
  prepare: (config, secrets) => new HttpNode(httpConfigSchema.parse(config), secrets),
};
