import { describe, expect, it } from "vitest";
import { api, type Endpoint } from "./api.ts";
import { openApi } from "./openapi.ts";

type Operation = {
  operationId: string;
  parameters: { name: string; in: string; required: boolean }[];
  requestBody?: { required: boolean };
  security?: unknown[];
};
const document = openApi() as unknown as { paths: Record<string, Record<string, Operation>> };
const operationOf = ({ path, method }: Endpoint) => document.paths[path]?.[method.toLowerCase()];

describe("the OpenAPI document", () => {
  it("has every endpoint of the table, and needs a key for all but the open ones", () => {
    for (const [name, endpoint] of Object.entries<Endpoint>(api)) {
      expect(operationOf(endpoint)).toMatchObject({ operationId: name });
      expect(operationOf(endpoint)?.security === undefined).toBe(endpoint.access === "open");
    }
  });

  it("names every parameter of a path and of a query", () => {
    for (const endpoint of Object.values<Endpoint>(api)) {
      const inPath = [...endpoint.path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name);
      const named = operationOf(endpoint)?.parameters.filter((parameter) => parameter.in === "path");
      expect(named?.map(({ name }) => name)).toEqual(inPath);
    }
    expect(operationOf(api.listCircuits)?.parameters.map(({ name }) => name)).toEqual([
      "state",
      "q",
      "node_type",
      "workspace",
      "no_workspace",
      "credential",
      "attention",
      "circuits",
      "limit",
      "cursor",
      "offset",
      "sort",
    ]);
  });

  it("says which bodies may be left out", () => {
    expect(operationOf(api.resetCircuit)?.requestBody?.required).toBe(false);
    expect(operationOf(api.putNodeType)?.requestBody?.required).toBe(true);
  });

  it("has no schema that refers to what is not there", () => {
    const references = JSON.stringify(document).match(/"\$ref":"[^"]+"/g) ?? [];
    expect(new Set(references)).toEqual(new Set(['"$ref":"#/components/schemas/Problem"']));
  });
});
