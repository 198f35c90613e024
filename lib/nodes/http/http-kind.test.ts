import { expect, test } from "vitest";
import { httpKind } from "./http-kind.ts";

const config = {
  base_url: "https://api.example.com:8443/v1",
  headers: { authorization: "Bearer {{api_key}}", "x-tenant": "{{tenant}}" },
};

test("names the secrets that its config refers to", () => {
  expect(httpKind.secretNames(config)).toEqual(["api_key", "tenant"]);
});

test("secrets are meant for one origin", () => {
  expect(httpKind.secretAudience(config)).toBe("https://api.example.com:8443");
  expect(httpKind.secretAudience({ ...config, base_url: "https://api.example.com:8443/v2" })).toBe(
    httpKind.secretAudience(config),
  );
});

test("prepares what can be run and closed", async () => {
  const node = httpKind.prepare(
    config,
    new Map([
      ["api_key", "k"],
      ["tenant", "t"],
    ]),
  );
  expect(await node.run({ params: { x: 1 } }, new AbortController().signal)).toMatchObject({ type: "invalid_input" });
  await node.close();
});
