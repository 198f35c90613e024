import { createServer } from "node:net";
import { expect, test, vi } from "vitest";
import { httpNode, startUpstream } from "./testkit.ts";

const never = new AbortController().signal;

test("calls the upstream as the config and the input say", async () => {
  const upstream = await startUpstream((response) => {
    response.setHeader("content-type", "application/json; charset=utf-8");
    response.setHeader("x-internal", "not for callers");
    response.end('{"id":7}');
  });
  const node = httpNode(
    {
      base_url: `${upstream.url}/api`,
      method: "POST",
      path: "/orders/{id}",
      headers: { Authorization: "Bearer {{api_key}}", "X-Tenant": "acme" },
    },
    { api_key: "s3cr3t-key" },
  );
  const result = await node.run({ params: { id: "7" }, query: { dry: "1" }, body: { qty: 2 } }, never);
  expect(result).toEqual({
    ok: true,
    output: { status: 200, headers: { "content-type": "application/json; charset=utf-8" }, body: { id: 7 } },
  });
  expect(upstream.received).toMatchObject([
    {
      method: "POST",
      url: "/api/orders/7?dry=1",
      body: '{"qty":2}',
      headers: {
        authorization: "Bearer s3cr3t-key",
        "x-tenant": "acme",
        "content-type": "application/json",
        "accept-encoding": "identity",
      },
    },
  ]);
});

test.each([
  ["text/plain", "hello", "hello"],
  ["text/plain; charset=iso-8859-1", Buffer.from([0xfc]), "ü"],
  ["text/plain; charset=nonsense", "ü", "ü"],
  ["application/problem+json", '{"a":1}', { a: 1 }],
  ["application/json", "", null],
  ["text/plain", "", null],
])("reads %s", async (type, sent, body) => {
  const upstream = await startUpstream((response) => response.setHeader("content-type", type).end(sent));
  expect(await httpNode({ base_url: upstream.url }).run({}, never)).toMatchObject({ ok: true, output: { body } });
});

test("a failure says the status and how the answer begins", async () => {
  const upstream = await startUpstream((response) => {
    response.writeHead(503, { "content-type": "text/plain", "retry-after": "7" }).end(`all\nbusy ${"x".repeat(300)}`);
  });
  const result = await httpNode({ base_url: upstream.url }).run({}, never);
  expect(result).toMatchObject({
    ok: false,
    type: "node_error",
    verdict: "failure",
    group: "503",
    retryable: true,
    retryAfter: 7,
    message: `503 Service Unavailable: all busy ${"x".repeat(190)}…`,
    output: { status: 503, body: expect.stringContaining("all\nbusy"), headers: { "retry-after": "7" } },
  });
});

test("of an error page the words are shown, not the tags", async () => {
  const page = "<html><style>b { color: red }</style><body><h1>502 Bad Gateway</h1><hr>nginx</body></html>";
  const upstream = await startUpstream((response) =>
    response.writeHead(502, { "content-type": "text/html" }).end(page),
  );
  const result = await httpNode({ base_url: upstream.url }).run({}, never);
  expect(result).toMatchObject({ message: "502 Bad Gateway: 502 Bad Gateway nginx" });
});

test.each([
  [401, "failure", false],
  [429, "failure", true],
  [404, "ignored", false],
  [500, "failure", true],
])("%d is %s, worth a retry: %s", async (status, verdict, retryable) => {
  const upstream = await startUpstream((response) => response.writeHead(status).end());
  const result = await httpNode({ base_url: upstream.url }).run({}, never);
  expect(result).toMatchObject({
    ok: false,
    verdict,
    retryable,
    group: String(status),
    output: { status, body: null },
  });
});

test.each([
  [401, "caller"],
  [403, "caller"],
  [429, "caller"],
  [408, "dependency"],
  [503, "dependency"],
])("a failure with %d speaks against the %s", async (status, blame) => {
  const upstream = await startUpstream((response) => response.writeHead(status).end());
  expect(await httpNode({ base_url: upstream.url }).run({}, never)).toMatchObject({ verdict: "failure", blame });
});

test("an answer that says nothing about health speaks against nobody", async () => {
  const upstream = await startUpstream((response) => response.writeHead(401).end());
  const node = httpNode({ base_url: upstream.url, failure_statuses: ["5xx"] });
  const result = await node.run({}, never);
  expect(result).toMatchObject({ verdict: "ignored" });
  expect(result).not.toHaveProperty("blame");
});

test("takes secrets out of all that it hands on", async () => {
  const upstream = await startUpstream((response, { headers, url }) => {
    const status = url.endsWith("fail") ? 500 : 200;
    response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify({ said: headers["x-key"] }));
  });
  const config = { base_url: upstream.url, path: "/{end}", headers: { "x-key": "{{key}}" } };
  const node = httpNode(config, { key: 'top"secret' });
  const results = [
    await node.run({ params: { end: "ok" } }, never),
    await node.run({ params: { end: "fail" } }, never),
  ];
  expect(upstream.received[0]?.headers["x-key"]).toBe('top"secret');
  for (const result of results) {
    expect(result).toMatchObject({ output: { body: { said: "[redacted]" } } });
    expect(JSON.stringify(result)).not.toContain("secret");
  }
});

test("an input that does not fit is never sent", async () => {
  const upstream = await startUpstream((response) => response.end());
  const result = await httpNode({ base_url: upstream.url, path: "/{id}" }).run({}, never);
  expect(result).toMatchObject({ type: "invalid_input", verdict: "ignored", message: "params.id: is missing" });
  expect(upstream.received).toEqual([]);
});

test("nobody listening is a failure that says so", async () => {
  const server = createServer().listen(0, "127.0.0.1");
  await new Promise((resolve) => server.once("listening", resolve));
  const address = server.address();
  const port = typeof address === "object" ? address?.port : 0;
  await new Promise((resolve) => server.close(resolve));
  const result = await httpNode({ base_url: `http://127.0.0.1:${port}` }).run({}, never);
  expect(result).toMatchObject({
    verdict: "failure",
    group: "ECONNREFUSED",
    message: `connect ECONNREFUSED 127.0.0.1:${port}`,
    retryable: true,
  });
});

test("a connection that breaks off is a failure", async () => {
  const upstream = await startUpstream((response) => response.destroy());
  const result = await httpNode({ base_url: upstream.url }).run({}, never);
  expect(result).toMatchObject({ verdict: "failure", group: "UND_ERR_SOCKET", retryable: true });
  expect(result).not.toMatchObject({ blame: "caller" });
});

test("an answer that breaks off in its middle is a failure", async () => {
  const upstream = await startUpstream((response) => {
    response.writeHead(200, { "content-length": "100" }).write("half");
    setImmediate(() => response.destroy());
  });
  const result = await httpNode({ base_url: upstream.url }).run({}, never);
  expect(result).toMatchObject({ ok: false, verdict: "failure", retryable: true });
});

test("JSON that is none is a failure", async () => {
  const upstream = await startUpstream((response) =>
    response.setHeader("content-type", "application/json").end("<html>"),
  );
  const result = await httpNode({ base_url: upstream.url }).run({}, never);
  expect(result).toMatchObject({ verdict: "failure", group: "invalid_json", retryable: false });
});

test("reads no more than the cap, and frees the socket", async () => {
  let sent = 0;
  const upstream = await startUpstream((response) => {
    const chunk = Buffer.alloc(64 * 1024);
    const more = () => {
      while (!response.destroyed) {
        sent += chunk.length;
        if (!response.write(chunk)) return void response.once("drain", more);
      }
    };
    more();
  });
  const node = httpNode({ base_url: upstream.url, max_response_bytes: 1000 });
  const result = await node.run({}, never);
  expect(result).toMatchObject({
    verdict: "ignored",
    group: "too_large",
    message: "the answer is larger than 1000 bytes",
  });
  await vi.waitFor(async () => expect(await upstream.connections()).toBe(0));
  expect(sent).toBeLessThan(20_000_000);
});

test("an answer just as large as the cap is read", async () => {
  const upstream = await startUpstream((response) => response.end("x".repeat(1000)));
  const result = await httpNode({ base_url: upstream.url, max_response_bytes: 1000 }).run({}, never);
  expect(result).toMatchObject({ ok: true, output: { body: "x".repeat(1000) } });
});

test("of an endless error only the beginning is read", async () => {
  const upstream = await startUpstream((response) => {
    response.writeHead(500);
    const more = () => {
      while (!response.destroyed) if (!response.write("x".repeat(9999))) return void response.once("drain", more);
    };
    more();
  });
  const result = await httpNode({ base_url: upstream.url }).run({}, never);
  expect(result).toMatchObject({ group: "500", verdict: "failure" });
});

test("an encoding that was not asked for is not read", async () => {
  const upstream = await startUpstream((response) => response.setHeader("content-encoding", "gzip").end("zip"));
  const result = await httpNode({ base_url: upstream.url }).run({}, never);
  expect(result).toMatchObject({ verdict: "failure", group: "content_encoding" });
});

test("the signal reaches down to the socket", async () => {
  const upstream = await startUpstream(() => {});
  const caller = new AbortController();
  const result = httpNode({ base_url: upstream.url }).run({}, caller.signal);
  await vi.waitFor(() => expect(upstream.received).toHaveLength(1));
  caller.abort();
  expect(await result).toMatchObject({ type: "cancelled", verdict: "ignored" });
  await vi.waitFor(async () => expect(await upstream.connections()).toBe(0));
});

test("a signal that aborts for time is a timeout, and one in the middle of the answer too", async () => {
  const upstream = await startUpstream((response) => {
    response.writeHead(200).write("half");
  });
  const result = await httpNode({ base_url: upstream.url }).run({}, AbortSignal.timeout(50));
  expect(result).toMatchObject({ type: "timeout", verdict: "failure", group: "timeout", retryable: true });
});

test.each([
  ["GET", 301, "GET", false],
  ["GET", 307, "GET", false],
  ["POST", 303, "GET", false],
  ["POST", 302, "GET", false],
  ["POST", 308, "POST", true],
  ["PUT", 307, "PUT", true],
])("a %s follows a %d at the same origin as %s", async (method, status, second, keepsBody) => {
  const upstream = await startUpstream((response, { url }) => {
    if (url === "/from") response.writeHead(status, { location: "/to?x=1" }).end("moved");
    else response.end("there");
  });
  const node = httpNode({ base_url: upstream.url, path: "/from", method });
  const result = await node.run(method === "GET" ? {} : { body: [1] }, never);
  expect(result).toMatchObject({ ok: true, output: { body: "there" } });
  expect(upstream.received[1]).toMatchObject({ method: second, url: "/to?x=1", body: keepsBody ? "[1]" : "" });
});

test("does not follow to another origin", async () => {
  const other = await startUpstream((response) => response.end("stolen"));
  const upstream = await startUpstream((response) => response.writeHead(302, { location: other.url }).end("go"));
  const node = httpNode({ base_url: upstream.url, headers: { authorization: "Bearer {{key}}" } }, { key: "s3cr3t" });
  const result = await node.run({}, never);
  expect(result).toMatchObject({
    ok: false,
    verdict: "ignored",
    group: "redirect",
    message: `redirected to ${other.url}, and only ${upstream.url} is called`,
  });
  expect(other.received).toEqual([]);
});

test("follows three redirects and not a fourth", async () => {
  const upstream = await startUpstream((response) => response.writeHead(302, { location: "/again" }).end());
  const result = await httpNode({ base_url: upstream.url }).run({}, never);
  expect(result).toMatchObject({ group: "redirect", verdict: "ignored", message: "redirected more than 3 times" });
  expect(upstream.received).toHaveLength(4);
});

test.each(["http://169.254.169.254", "http://[::ffff:169.254.169.254]", "http://2852039166", "http://[fe80::1]"])(
  "sends nothing to %s",
  async (base_url) => {
    const result = await httpNode({ base_url }).run({}, never);
    expect(result).toMatchObject({ verdict: "failure", group: "ERR_ADDRESS_REFUSED", retryable: false });
  },
);

test("names that resolve to this machine are called", async () => {
  const upstream = await startUpstream((response) => response.end("home"));
  const result = await httpNode({ base_url: `http://localhost:${upstream.port}` }).run({}, never);
  expect(result).toMatchObject({ ok: true, output: { body: "home" } });
});

test("closing frees idle sockets, lets calls in flight end, and later ones say why they cannot run", async () => {
  let release: () => void = () => {};
  const upstream = await startUpstream((response) => {
    release = () => response.end("late");
  });
  const node = httpNode({ base_url: upstream.url });
  const inFlight = node.run({}, never);
  await vi.waitFor(() => expect(upstream.received).toHaveLength(1));
  await node.close();
  await node.close();
  expect(await node.run({}, never)).toMatchObject({ verdict: "ignored", group: "closed", retryable: false });
  release();
  expect(await inFlight).toMatchObject({ ok: true, output: { body: "late" } });
  await vi.waitFor(async () => expect(await upstream.connections()).toBe(0));
});

test.each([
  ["missing", {}, "the secret key is not set"],
  ["not fit for a header", { key: "line\r\nbreak" }, "the secret key has characters that no header can carry"],
])("cannot be made where a secret is %s", (_, secrets, message) => {
  const config = { base_url: "http://localhost", headers: { authorization: "{{key}}" } };
  expect(() => httpNode(config, secrets)).toThrow(message);
});
