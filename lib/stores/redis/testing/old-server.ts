import { once } from "node:events";
import { type AddressInfo, createServer, type Server, type Socket } from "node:net";

const ANSWER = "*4\r\n$6\r\nserver\r\n$5\r\nredis\r\n$7\r\nversion\r\n$6\r\n6.2.14\r\n";

/** What looks like a server of a version that is too old: whatever it is asked, it says what it is. */
export class OldServer {
  /** All that it was sent. */
  heard = "";
  readonly #sockets = new Set<Socket>();
  readonly #server: Server = createServer((socket) => {
    this.#sockets.add(socket);
    socket.on("close", () => this.#sockets.delete(socket));
    socket.on("error", () => {});
    socket.on("data", (data) => {
      this.heard += data;
      socket.write(ANSWER);
    });
  });

  /** On a port of 127.0.0.1; by default on a free one. */
  static async start(port = 0): Promise<OldServer> {
    const old = new OldServer();
    old.#server.listen(port, "127.0.0.1");
    await once(old.#server, "listening");
    return old;
  }

  get port(): number {
    return (this.#server.address() as AddressInfo).port;
  }

  async stop(): Promise<void> {
    for (const socket of this.#sockets) socket.destroy();
    this.#server.close();
    await once(this.#server, "close");
  }
}
