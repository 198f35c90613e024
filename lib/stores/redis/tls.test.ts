import { fork } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { openRedisStore } from "./open.ts";
import { CERTIFICATE, isBuiltWithTls, RedisServer } from "./testing/redis-server.ts";

const isBuilt = isBuiltWithTls();

describe("a store on Redis over TLS", () => {
  let server: RedisServer;
  beforeAll(async () => {
    server = await RedisServer.start({ tls: isBuilt });
  });
  afterAll(() => server.stop());
  beforeEach((test) => test.skip(!isBuilt, "the Redis server here was built without TLS"));

  const urlFor = (host: string) => `rediss://ada:hunter2@${host}:${server.tlsPort}`;

  /** What came of using a store at each URL in a process that trusts the server's certificate as the documentation says. */
  async function inProcessThatTrusts(...urls: readonly string[]): Promise<readonly string[]> {
    const env = { ...process.env, NODE_EXTRA_CA_CERTS: CERTIFICATE };
    const child = fork(join(import.meta.dirname, "testing/tls.child.ts"), [...urls], { env });
    const [results] = await once(child, "message");
    return results;
  }

  it("keeps and follows values where the certificate is trusted, and only for the name that it was given to", async () => {
    await server.command("ACL", "SETUSER", "ada", "on", ">hunter2", "~*", "&*", "+@all");
    const [trusted, otherName] = await inProcessThatTrusts(urlFor("127.0.0.1"), urlFor("localhost"));
    expect(trusted).toBe('[{"id":"external_api","value":"kept"}]');
    expect(otherName).toContain(`StoreError: The Redis server at localhost:${server.tlsPort} cannot be used`);
    expect(otherName).toContain("for another name than the URL's");
  });

  it("refuses a certificate that is not trusted without waiting for another, and says where it is and how to trust it", async () => {
    const error = await openRedisStore({ url: urlFor("127.0.0.1") }).catch((thrown) => thrown);
    expect(error).toMatchObject({ name: "StoreError", code: "unavailable" });
    expect(error.message).toMatch(
      new RegExp(`The Redis server at 127.0.0.1:${server.tlsPort} cannot .*NODE_EXTRA_CA_CERTS.*self-signed`),
    );
    expect(error.message).not.toContain("hunter2");
  });

  it("is there without a trusted server for one who goes on without, and says the same whenever it is asked", async () => {
    const store = await openRedisStore({ url: urlFor("127.0.0.1"), startWithinMs: 2_000 });
    await expect(store.load("circuits")).rejects.toThrow(/NODE_EXTRA_CA_CERTS/);
    await store.close();
  });
});
