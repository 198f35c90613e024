import { once } from "node:events";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

export type Answer = (request: IncomingMessage, response: ServerResponse) => void;

/** A real dependency over HTTP whose answers a test decides, path by path, and which counts what reaches it. */
export interface Upstream {
  readonly url: string;
  /** Requests that reached a path so far. */
  calls(path: string): number;
  /** Requests of a path that were being answered at the same time, at the most. */
  mostAtOnce(path: string): number;
  /** How a path answers from now on. */
  answer(path: string, answer: Answer): void;
  close(): Promise<void>;
}

/** An answer with this status and a body that says so. */
export function status(code: number, message = `answered ${code}`): Answer {
  return (_request, response) => {
    response.writeHead(code, { "content-type": "application/json" }).end(JSON.stringify({ message }));
  };
}

/** An answer after so many milliseconds. */
export function after(milliseconds: number, answer: Answer): Answer {
  return (request, response) => void setTimeout(() => answer(request, response), milliseconds);
}

/** Answers that come one after the other, and from the first one on again. */
export function inTurn(...answers: readonly [Answer, ...Answer[]]): Answer {
  let calls = 0;
  return (request, response) => {
    const answer = answers[calls % answers.length] as Answer;
    calls += 1;
    answer(request, response);
  };
}

export async function startUpstream(): Promise<Upstream> {
  const answers = new Map<string, Answer>();
  const counts = new Map<string, { total: number; now: number; most: number }>();
  const countsOf = (path: string) => counts.get(path) ?? { total: 0, now: 0, most: 0 };
  const server = createServer((request, response) => {
    const path = new URL(request.url ?? "/", "http://upstream").pathname;
    const { total, now, most } = countsOf(path);
    counts.set(path, { total: total + 1, now: now + 1, most: Math.max(most, now + 1) });
    response.once("close", () => {
      const count = countsOf(path);
      counts.set(path, { ...count, now: count.now - 1 });
    });
    (answers.get(path) ?? status(200))(request, response);
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    calls: (path) => countsOf(path).total,
    mostAtOnce: (path) => countsOf(path).most,
    answer: (path, answer) => void answers.set(path, answer),
    async close() {
      server.closeAllConnections();
      server.close();
      await once(server, "close");
    },
  };
}
