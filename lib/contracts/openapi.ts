import * as z from "zod";
import { api, type Endpoint } from "./api.ts";
import { problem } from "./problem.ts";

/** The table of endpoints as an OpenAPI 3.1 document. */
export function openApi(): Record<string, unknown> & { openapi: string } {
  const paths = new Map<string, Record<string, unknown>>();
  for (const [operationId, endpoint] of Object.entries<Endpoint>(api)) {
    const path = paths.get(endpoint.path) ?? {};
    paths.set(endpoint.path, { ...path, [endpoint.method.toLowerCase()]: operation(operationId, endpoint) });
  }
  return {
    openapi: "3.1.0",
    info: { title: "Breaker Panel", version: "1" },
    components: {
      securitySchemes: {
        bearer: { type: "http", scheme: "bearer" },
        session: { type: "apiKey", in: "cookie", name: "next-auth.session-token" },
      },
      schemas: { Problem: schemaOf(problem, "output") },
    },
    paths: Object.fromEntries(paths),
  };
}

function operation(operationId: string, endpoint: Endpoint): Record<string, unknown> {
  const { access, summary, body, bodyOptional, reply, orElse } = endpoint;
  const isOpen = access === "open";
  return {
    operationId,
    summary,
    ...(isOpen
      ? {}
      : { description: `Needs: ${access.replace("_", " ")}`, security: [{ bearer: [] }, { session: [] }] }),
    parameters: [...parameters("path", endpoint.params), ...parameters("query", endpoint.query)],
    ...(body === undefined
      ? {}
      : { requestBody: { required: bodyOptional !== true, content: json(schemaOf(body, "input")) } }),
    responses: {
      "200": {
        description: "Done",
        content: {
          ...(reply === null ? text("text/plain") : json(schemaOf(reply, "output"))),
          ...(orElse === undefined ? {} : text(orElse)),
        },
      },
      default: {
        description: "A problem, as in RFC 9457",
        content: { "application/problem+json": { schema: { $ref: "#/components/schemas/Problem" } } },
      },
    },
  };
}

function parameters(place: "path" | "query", schema: z.ZodType | undefined): unknown[] {
  if (schema === undefined) return [];
  const { properties = {}, required = [] } = schemaOf(schema, "input") as {
    properties?: Record<string, unknown>;
    required?: string[];
  };
  return Object.entries(properties).map(([name, each]) => ({
    name,
    in: place,
    required: place === "path" || required.includes(name),
    schema: each,
  }));
}

function text(type: string) {
  return { [type]: { schema: { type: "string" } } };
}

function json(schema: unknown) {
  return { "application/json": { schema } };
}

function schemaOf(schema: z.ZodType, io: "input" | "output"): unknown {
  const { $schema: _, ...plain } = z.toJSONSchema(schema, { io, unrepresentable: "any" });
  return plain;
}
