import { once } from "node:events";
import { type AddressInfo, connect, createServer, type Server, type Socket } from "node:net";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { TcpProxy } from "./tcp-proxy.ts";

/** A server that answers every text with itself, and remembers what it was sent. */
class Echo {
  readonly heard: string[] = [];
  readonly sockets = new Set<Socket>();
  port = 0;
  readonly #server: Server = createServer((socket) => {
    this.sockets.add(socket);
    socket.on("close", () => this.sockets.delete(socket));
    socket.on("error", () => {});
    socket.on("data", (bytes) => {
      this.heard.push(bytes.toString());
      socket.write(bytes);
    });
  });

  async start(): Promise<number> {
    this.#server.listen(0, "127.0.0.1");
    await once(this.#server, "listening");
    this.port = (this.#server.address() as AddressInfo).port;
    return this.port;
  }

  async stop(): Promise<void> {
    for (const socket of this.sockets) socket.destroy();
    this.#server.close();
    await once(this.#server, "close");
  }
}

/** What a client has heard, and how its connection ended. */
class Client {
  heard = "";
  ending: "end" | "reset" | null = null;
  readonly socket: Socket;

  constructor(port: number) {
    this.socket = connect(port, "127.0.0.1");
    this.socket.on("data", (bytes) => {
      this.heard += bytes;
    });
    this.socket.on("end", () => {
      this.ending = "end";
    });
    this.socket.on("error", () => {
      this.ending = "reset";
    });
  }

  async ask(text: string): Promise<void> {
    const before = this.heard;
    this.socket.write(text);
    await vi.waitFor(() => expect(this.heard).toBe(before + text));
  }
}

let echo: Echo;
let proxy: TcpProxy;
let clients: Client[];

function connected(): Client {
  const client = new Client(proxy.port);
  clients.push(client);
  return client;
}

beforeEach(async () => {
  echo = new Echo();
  proxy = await TcpProxy.start(await echo.start());
  clients = [];
});

afterEach(async () => {
  for (const { socket } of clients) socket.destroy();
  await proxy.close();
  await echo.stop();
});

describe("a proxy that lets pass", () => {
  it("carries both ways, for several clients at once", async () => {
    const [one, other] = [connected(), connected()];
    await one.ask("a");
    await other.ask("b");
    await one.ask("c");
    expect([one.heard, other.heard]).toEqual(["ac", "b"]);
  });

  it("carries more than a buffer holds, in order", async () => {
    const text = Array.from({ length: 200_000 }, (_, index) => String(index)).join(" ");
    await connected().ask(text);
    expect(echo.heard.length).toBeGreaterThan(1);
  });

  it("tells the server that a client has gone, and a client that the server has", async () => {
    const [going, staying] = [connected(), connected()];
    await going.ask("a");
    await staying.ask("b");
    going.socket.end();
    await vi.waitFor(() => expect(echo.sockets.size).toBe(1));
    for (const socket of echo.sockets) socket.end();
    await vi.waitFor(() => expect(staying.ending).toBe("end"));
  });

  it("leads those who come later to another server, where it is told to", async () => {
    const other = new Echo();
    const present = connected();
    await present.ask("a");
    proxy.redirect(await other.start());
    await connected().ask("b");
    await present.ask("c");
    expect([echo.heard, other.heard]).toEqual([["a", "c"], ["b"]]);
    await other.stop();
  });

  it("resets the connection where no server is behind it", async () => {
    const nobody = new Echo();
    const port = await nobody.start();
    await nobody.stop();
    const before = await TcpProxy.start(port);
    const client = new Client(before.port);
    await vi.waitFor(() => expect(client.ending).toBe("reset"));
    await before.close();
  });
});

describe("a proxy that cuts after the request", () => {
  it("lets the server hear the request, and loses its reply with the connection", async () => {
    const client = connected();
    await client.ask("before");
    proxy.set({ kind: "cut_after_request" });
    client.socket.write("lost");
    await vi.waitFor(() => expect(client.ending).toBe("reset"));
    expect(client.heard).toBe("before");
    expect(echo.heard).toEqual(["before", "lost"]);
    await vi.waitFor(() => expect(echo.sockets.size).toBe(0));
  });

  it("goes on to do so for new connections", async () => {
    proxy.set({ kind: "cut_after_request" });
    for (const client of [connected(), connected()]) {
      client.socket.write("x");
      await vi.waitFor(() => expect(client.ending).toBe("reset"));
    }
    expect(proxy.cuts).toBe(2);
  });

  it("loses as many replies as it was told to, and lets the next pass", async () => {
    proxy.set({ kind: "cut_after_request", times: 1 });
    const [unlucky, lucky] = [connected(), connected()];
    unlucky.socket.write("x");
    await vi.waitFor(() => expect(unlucky.ending).toBe("reset"));
    await lucky.ask("y");
    expect([proxy.cuts, proxy.mode.kind]).toEqual([1, "pass"]);
  });

  it("leaves a connection alone on which nothing is asked", async () => {
    const client = connected();
    await client.ask("a");
    proxy.set({ kind: "cut_after_request" });
    for (const socket of echo.sockets) socket.write("news");
    await vi.waitFor(() => expect(client.heard).toBe("anews"));
  });
});

describe("a proxy that delays", () => {
  it("is late both ways, and keeps the order when it is no longer", async () => {
    const client = connected();
    await client.ask("a");
    proxy.set({ kind: "delay", ms: 40 });
    const start = performance.now();
    await client.ask("b");
    expect(performance.now() - start).toBeGreaterThan(79);

    client.socket.write("c");
    await vi.waitFor(() => expect(echo.heard).toContain("c"));
    proxy.set({ kind: "pass" });
    client.socket.write("d");
    await vi.waitFor(() => expect(client.heard).toBe("abcd"));
  });
});

describe("a proxy that is a black hole", () => {
  it("carries nothing and tells nobody, and carries it all when it is over", async () => {
    const client = connected();
    await client.ask("a");
    const other = connected();
    await other.ask("b");
    const news = [...echo.sockets];
    const beside = new Client(echo.port);
    clients.push(beside);
    proxy.set({ kind: "blackhole" });
    client.socket.write("held");
    for (const socket of news) socket.write("news");
    const late = connected();
    late.socket.write("late");
    // Whoever takes another way gets an answer meanwhile.
    await beside.ask("c");
    expect([echo.heard, client.heard, other.heard, late.heard]).toEqual([["a", "b", "c"], "a", "b", ""]);
    expect([client.ending, late.ending]).toEqual([null, null]);

    proxy.set({ kind: "pass" });
    await vi.waitFor(() => expect(client.heard).toBe("anewsheld"));
    await vi.waitFor(() => expect([other.heard, late.heard]).toEqual(["bnews", "late"]));
  });

  it("never tells the server of a client that came and gave up", async () => {
    proxy.set({ kind: "blackhole" });
    const client = connected();
    client.socket.write("nobody hears");
    await vi.waitFor(() => expect(proxy.connections).toBe(1));
    client.socket.resetAndDestroy();
    await vi.waitFor(() => expect(proxy.connections).toBe(0));
    proxy.set({ kind: "pass" });
    await connected().ask("a");
    expect(echo.heard).toEqual(["a"]);
  });
});

describe("a proxy that refuses", () => {
  it("resets what is connected and what connects, until it passes again", async () => {
    const client = connected();
    await client.ask("a");
    proxy.set({ kind: "refuse" });
    await vi.waitFor(() => expect(client.ending).toBe("reset"));
    const next = connected();
    await vi.waitFor(() => expect(next.ending).toBe("reset"));
    await vi.waitFor(() => expect(echo.sockets.size).toBe(0));
    proxy.set({ kind: "pass" });
    await connected().ask("b");
  });

  it("closes a connection as well that is just being ended", async () => {
    const client = connected();
    await client.ask("a");
    proxy.set({ kind: "blackhole" });
    for (const socket of echo.sockets) socket.end();
    const beside = new Client(echo.port);
    clients.push(beside);
    await beside.ask("b");
    proxy.set({ kind: "pass" });
    proxy.set({ kind: "refuse" });
    await vi.waitFor(() => expect(proxy.connections).toBe(0));
  });
});
