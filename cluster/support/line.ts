import { connect, type Socket } from "node:net";
import { Flow, type Piece } from "./flow.ts";

/** What a line asks its proxy. */
export interface LineRules {
  readonly port: number;
  /** Nothing may pass at present. */
  isHeld(): boolean;
  /** Milliseconds by which what arrives now is late. */
  delay(): number;
  /** Asked with each request that is forwarded: whether its reply is to be lost. */
  losesReply(): boolean;
}

/** One client's connection through the proxy, and the one to the server that belongs to it. */
export class Line {
  readonly #client: Socket;
  readonly #rules: LineRules;
  readonly #onClosed: () => void;
  readonly #requests: Flow;
  readonly #replies: Flow;
  #server: Socket | undefined;
  #isDoomed = false;
  #open = 0;

  constructor(client: Socket, rules: LineRules, onClosed: () => void) {
    this.#client = client;
    this.#rules = rules;
    this.#onClosed = onClosed;
    const isHeld = () => rules.isHeld();
    this.#requests = new Flow((piece) => this.#forward(piece), isHeld);
    this.#replies = new Flow((piece) => this.#reply(piece), isHeld);
    this.#follow(client, this.#requests);
    this.#requests.push("open", rules.delay());
  }

  /** To be called where the rules have changed. */
  run(): void {
    this.#requests.run();
    this.#replies.run();
  }

  /** Ends it at once, as if the other side were not there. */
  reset(): void {
    this.#requests.drop();
    this.#replies.drop();
    this.#server?.destroy();
    reset(this.#client);
  }

  #forward(piece: Piece): void {
    // Whoever gave up before anything got through was never heard of by the server.
    if (piece === "open" && !this.#client.destroyed) this.#connect();
    if (this.#server === undefined) return;
    if (piece instanceof Buffer && !this.#isDoomed) this.#isDoomed = this.#rules.losesReply();
    pass(piece, this.#server);
  }

  #reply(piece: Piece): void {
    if (this.#isDoomed && piece instanceof Buffer) this.#cut();
    else pass(piece, this.#client);
  }

  /** The client hears nothing more; the server still gets all that was sent to it before. */
  #cut(): void {
    this.#replies.drop();
    reset(this.#client);
    this.#server?.end();
  }

  #connect(): void {
    this.#server = connect({ host: "127.0.0.1", port: this.#rules.port, allowHalfOpen: true });
    this.#follow(this.#server, this.#replies);
  }

  #follow(socket: Socket, flow: Flow): void {
    this.#open += 1;
    const push = (piece: Piece) => flow.push(piece, this.#rules.delay());
    socket.setNoDelay(true);
    socket.on("data", push);
    socket.on("end", () => push("end"));
    socket.on("error", () => push("reset"));
    socket.on("close", () => {
      this.#open -= 1;
      if (this.#open === 0) this.#onClosed();
    });
  }
}

function pass(piece: Piece, socket: Socket): void {
  if (socket.destroyed || piece === "open") return;
  if (piece === "reset") reset(socket);
  else if (piece === "end") socket.end();
  else socket.write(piece);
}

/** One that is being ended cannot be reset: it would never be closed. */
function reset(socket: Socket): void {
  if (socket.writableEnded) socket.destroy();
  else socket.resetAndDestroy();
}
