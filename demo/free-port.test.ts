import { once } from "node:events";
import { createServer, type Server } from "node:net";
import { afterEach, describe, expect, it } from "vitest";
import { freePort } from "./free-port.ts";

const HOST = "127.0.0.1";
const servers: Server[] = [];

afterEach(() => {
  for (const server of servers.splice(0)) server.close();
});

async function take(port: number): Promise<number> {
  const server = createServer().listen(port, HOST);
  servers.push(server);
  await once(server, "listening");
  return (server.address() as { port: number }).port;
}

describe("freePort", () => {
  it("passes over a port that is taken", async () => {
    const taken = await take(0);
    const free = await freePort(HOST, taken);
    expect(free).toBeGreaterThan(taken);
    expect(await take(free)).toBe(free);
  });

  it("finds any where 0 is wanted", async () => {
    expect(await freePort(HOST, 0)).toBeGreaterThan(0);
  });
});
