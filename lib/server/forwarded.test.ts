import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { expect, it } from "vitest";
import { dropForwarded } from "./forwarded.ts";

it("believes no sender about where a request came from", async () => {
  const server = createServer((request, response) => {
    dropForwarded(request);
    response.end(JSON.stringify(request.headers));
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const headers = { "x-forwarded-for": "203.0.113.9", "x-forwarded-host": "evil.test", forwarded: "for=203.0.113.9" };
  const seen = await (await fetch(url, { headers })).json();
  server.close();
  expect(seen).toMatchObject({ "x-forwarded-for": "127.0.0.1" });
  expect(seen).not.toHaveProperty("x-forwarded-host");
  expect(seen).not.toHaveProperty("forwarded");
});
