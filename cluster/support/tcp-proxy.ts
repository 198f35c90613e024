import { once } from "node:events";
import { type AddressInfo, createServer, type Server, type Socket } from "node:net";
import { Line } from "./line.ts";

/** What becomes of what is sent through a proxy. */
export type ProxyMode =
  | { readonly kind: "pass" }
  /**
   * The reply to a request that arrives now is lost: the server has got it and has answered, the client's connection is
   * reset. Whatever shared the connection is lost with it. For every request, or for the next `times`, and then as `pass`.
   */
  | { readonly kind: "cut_after_request"; readonly times?: number }
  /** Everything that arrives now is `ms` milliseconds late, in each direction. */
  | { readonly kind: "delay"; readonly ms: number }
  /**
   * A partition: nothing gets through, in either direction, and nobody is told. New connections come about (the system
   * makes them), but nobody hears of them. What is held back gets through when the mode changes, as with TCP.
   */
  | { readonly kind: "blackhole" }
  /** Connections are reset, present ones and new ones. */
  | { readonly kind: "refuse" };

export const PASS: ProxyMode = { kind: "pass" };

/** A TCP proxy on loopback, in front of a server on loopback, that can break in the ways that a network can. */
export class TcpProxy {
  readonly #server: Server;
  #serverPort: number;
  readonly #lines = new Set<Line>();
  #mode: ProxyMode = PASS;
  #cutsLeft = 0;
  #cuts = 0;

  private constructor(serverPort: number) {
    this.#serverPort = serverPort;
    this.#server = createServer({ allowHalfOpen: true }, (client) => this.#accept(client));
  }

  /** A proxy in front of the server on 127.0.0.1 at `serverPort`, which need not be there yet. It lets all pass. */
  static async start(serverPort: number): Promise<TcpProxy> {
    const proxy = new TcpProxy(serverPort);
    proxy.#server.listen(0, "127.0.0.1");
    await once(proxy.#server, "listening");
    return proxy;
  }

  /** The port on 127.0.0.1 to connect to. */
  get port(): number {
    return (this.#server.address() as AddressInfo).port;
  }

  get mode(): ProxyMode {
    return this.#mode;
  }

  /** How many connections there are at present. */
  get connections(): number {
    return this.#lines.size;
  }

  /** How many replies were chosen to be lost so far. */
  get cuts(): number {
    return this.#cuts;
  }

  /** From now on, for connections that are there and for new ones. */
  set(mode: ProxyMode): void {
    this.#mode = mode;
    this.#cutsLeft = mode.kind === "cut_after_request" ? (mode.times ?? Number.POSITIVE_INFINITY) : 0;
    for (const line of this.#lines) {
      if (mode.kind === "refuse") line.reset();
      else line.run();
    }
  }

  /** Whoever connects from now on is led to another server on 127.0.0.1; the connections that are there stay. */
  redirect(serverPort: number): void {
    this.#serverPort = serverPort;
  }

  /** Ends every connection and listens no more. */
  async close(): Promise<void> {
    for (const line of this.#lines) line.reset();
    if (!this.#server.listening) return;
    this.#server.close();
    await once(this.#server, "close");
  }

  #accept(client: Socket): void {
    if (this.#mode.kind === "refuse") {
      client.resetAndDestroy();
      return;
    }
    const line: Line = new Line(client, this.#rules, () => this.#lines.delete(line));
    this.#lines.add(line);
  }

  get #rules() {
    return {
      port: this.#serverPort,
      isHeld: () => this.#mode.kind === "blackhole",
      delay: () => (this.#mode.kind === "delay" ? this.#mode.ms : 0),
      losesReply: () => this.#losesReply(),
    };
  }

  #losesReply(): boolean {
    if (this.#cutsLeft === 0) return false;
    this.#cutsLeft -= 1;
    this.#cuts += 1;
    if (this.#cutsLeft === 0) this.#mode = PASS;
    return true;
  }
}
