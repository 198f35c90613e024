import { once } from "node:events";
import type { RequestListener } from "node:http";
import { type AddressInfo, connect } from "node:net";
import { text } from "node:stream/consumers";
import { afterEach, describe, expect, it } from "vitest";
import { createPanelServer, type PanelServer } from "./http-server.ts";
import { MAX_BODY_BYTES, MAX_HEADER_BYTES } from "./refusal.ts";

let panel: PanelServer;
let port: number;

async function serve(handle: RequestListener = (_request, response) => response.end("served")) {
  panel = createPanelServer(handle);
  panel.server.listen(0, "127.0.0.1");
  await once(panel.server, "listening");
  port = (panel.server.address() as AddressInfo).port;
}

afterEach(() => panel.stop(0));

/** What the server answers to these bytes until it closes the connection. */
async function exchange(bytes: string): Promise<string> {
  const socket = connect(port, "127.0.0.1");
  socket.write(bytes);
  return text(socket);
}

const fetchFrom = (path: string, init?: RequestInit) => fetch(`http://127.0.0.1:${port}${path}`, init);

describe("the server in front", () => {
  it("lets a good request through", async () => {
    await serve();
    expect(await (await fetchFrom("/a%20b?q=1")).text()).toBe("served");
  });

  it("goes on with a connection after an answer that did not wait for the body", async () => {
    await serve((_request, response) => response.end("not wanted"));
    const body = "x".repeat(1_000_000);
    const request = `POST / HTTP/1.1\r\nHost: a\r\nContent-Length: ${body.length}\r\n\r\n${body}`;
    const answer = await exchange(`${request}GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n`);
    expect(answer.match(/not wanted/g)).toHaveLength(2);
  });

  it("cuts a connection whose body nobody reads, rather than let the next request on it hang", async () => {
    await serve((request, response) => {
      // As Next leaves a request whose body was called off.
      request.pause();
      request.resume = () => request;
      response.end("not wanted");
    });
    const body = "x".repeat(1_000_000);
    const answer = await exchange(`POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 2000000\r\n\r\n${body}`);
    expect(answer).toContain("not wanted");
  });

  it("refuses a malformed URL with a problem and closes", async () => {
    await serve();
    const answer = await exchange("GET /%zz HTTP/1.1\r\nHost: a\r\n\r\n");
    expect(answer).toMatch(/^HTTP\/1.1 400 Bad Request\r\n/);
    expect(answer).toMatch(/content-type: application\/problem\+json\r\n/i);
    expect(answer).toContain('"code":"invalid_request"');
  });

  it.each([
    ["nonsense", "nonsense\r\n\r\n", 400, "invalid_request"],
    ["an unheard-of method", "FOO / HTTP/1.1\r\nHost: a\r\n\r\n", 400, "invalid_request"],
    [
      "too large headers",
      `GET / HTTP/1.1\r\nHost: a\r\nX: ${"x".repeat(MAX_HEADER_BYTES)}\r\n\r\n`,
      431,
      "headers_too_large",
    ],
    ["a body of two lengths", "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n", 400, ""],
  ])("refuses %s", async (_what, bytes, status, code) => {
    await serve();
    const answer = await exchange(bytes);
    expect(answer).toMatch(new RegExp(`^HTTP/1.1 ${status} `));
    expect(answer).toContain(`"code":"${code}`);
  });

  it("answers 413 to a sender that is still sending, without losing the answer", async () => {
    await serve();
    const body = "x".repeat(MAX_BODY_BYTES * 4);
    const answer = await fetchFrom("/", { method: "POST", body });
    expect(answer.status).toBe(413);
    expect(await answer.json()).toMatchObject({ code: "too_large" });
  });

  it("does not ask for a body that it would refuse", async () => {
    await serve();
    const head = `POST / HTTP/1.1\r\nHost: a\r\nExpect: 100-continue\r\nContent-Length: ${MAX_BODY_BYTES + 1}\r\n\r\n`;
    expect(await exchange(head)).toMatch(/^HTTP\/1.1 413 /);
  });

  it("asks for a body that it would take", async () => {
    await serve();
    const head = "POST / HTTP/1.1\r\nHost: a\r\nConnection: close\r\nExpect: 100-continue\r\nContent-Length: 1\r\n\r\n";
    expect(await exchange(`${head}x`)).toMatch(/^HTTP\/1.1 100 Continue\r\n\r\nHTTP\/1.1 200 OK/);
  });

  it("answers a request that offers another protocol as if it did not", async () => {
    await serve();
    const head = "GET / HTTP/1.1\r\nHost: a\r\nConnection: Upgrade, close\r\nUpgrade: h2c\r\n\r\n";
    const socket = connect(port, "127.0.0.1");
    socket.write(head);
    const [answer] = await once(socket, "data");
    socket.destroy();
    expect(String(answer)).toMatch(/^HTTP\/1.1 200 OK/);
  });
});

describe("stopping", () => {
  const GRACE_MS = 2_000;
  const seconds = async (action: Promise<unknown>) => {
    const started = performance.now();
    await action;
    return (performance.now() - started) / 1_000;
  };

  it("does not wait for idle connections, used or not", async () => {
    await serve();
    await (await fetchFrom("/")).text();
    const unused = connect(port, "127.0.0.1");
    await once(unused, "connect");
    expect(await seconds(panel.stop(GRACE_MS))).toBeLessThan(GRACE_MS / 2_000);
  });

  it("does not wait for event streams", async () => {
    await serve((_request, response) => {
      response.setHeader("content-type", "text/event-stream");
      response.write("data: 1\n\n");
    });
    const stream = await fetchFrom("/");
    expect(await seconds(panel.stop(GRACE_MS))).toBeLessThan(GRACE_MS / 2_000);
    await expect(stream.text()).rejects.toThrow();
  });

  it("lets a request in flight end, and takes no other", async () => {
    const asked = Promise.withResolvers<void>();
    const mayAnswer = Promise.withResolvers<void>();
    await serve(async (_request, response) => {
      asked.resolve();
      await mayAnswer.promise;
      response.end("served");
    });
    const answer = fetchFrom("/");
    await asked.promise;
    const stopped = panel.stop(GRACE_MS);
    await expect(fetchFrom("/")).rejects.toThrow();
    mayAnswer.resolve();
    expect(await (await answer).text()).toBe("served");
    expect(await seconds(stopped)).toBeLessThan(GRACE_MS / 2_000);
  });

  it("cuts a request that does not end in time", async () => {
    const asked = Promise.withResolvers<void>();
    await serve(() => asked.resolve());
    const answer = fetchFrom("/").catch((error: Error) => error);
    await asked.promise;
    expect(await seconds(panel.stop(50))).toBeLessThan(1);
    expect(await answer).toBeInstanceOf(Error);
  });
});
