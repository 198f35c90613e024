import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { type Behaviour, type Dependency, SCHEDULE } from "./schedule.ts";

export interface Upstream {
  /** `http://127.0.0.1:…`; a dependency's path is its name with slashes for dots. */
  readonly origin: string;
  close(): Promise<void>;
}

interface UpstreamOptions {
  /** Seconds since the show began. */
  readonly seconds: () => number;
  /** From 0 up to 1. */
  readonly random?: () => number;
}

/** The path that a dependency answers on. */
export function pathOf(dependency: string): string {
  return `/${dependency.replaceAll(".", "/")}`;
}

const BY_PATH: ReadonlyMap<string, Dependency> = new Map(
  (Object.keys(SCHEDULE) as Dependency[]).map((dependency) => [pathOf(dependency), dependency]),
);

/** Serves all dependencies on a free port of this machine; each call meets what the schedule says when it arrives. */
export async function startUpstream({ seconds, random = Math.random }: UpstreamOptions): Promise<Upstream> {
  const server = createServer((request, response) => {
    request.resume();
    const dependency = BY_PATH.get(new URL(request.url ?? "/", "http://upstream").pathname);
    if (dependency === undefined) return reply(response, 404, { message: "no such path" });
    perform(request, response, SCHEDULE[dependency](seconds()), random);
  });
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(0, "127.0.0.1", resolve);
  });
  const { port } = server.address() as AddressInfo;
  return {
    origin: `http://127.0.0.1:${port}`,
    close() {
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      server.closeAllConnections();
      return closed;
    },
  };
}

function perform(request: IncomingMessage, response: ServerResponse, behaviour: Behaviour, random: () => number): void {
  // A caller that waits for this gives up by itself.
  if (behaviour.kind === "hangs") return;
  const [least, most] = behaviour.ms;
  const timer = setTimeout(
    () => {
      if (behaviour.kind === "fails") reply(response, behaviour.failure.status, behaviour.failure.body);
      else reply(response, 200, { ok: true, path: request.url });
    },
    least + (most - least) * random(),
  );
  response.once("close", () => clearTimeout(timer));
}

function reply(response: ServerResponse, status: number, body: string | Readonly<Record<string, unknown>>): void {
  const isText = typeof body === "string";
  response.writeHead(status, { "content-type": isText ? "text/plain" : "application/json" });
  response.end(isText ? body : JSON.stringify(body));
}
