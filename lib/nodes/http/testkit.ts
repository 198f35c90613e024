import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { onTestFinished } from "vitest";
import type { HttpConfig } from "./config.ts";
import { httpConfigSchema } from "./config.ts";
import { HttpNode } from "./http-node.ts";

/** A request as it reached the upstream. */
interface Received {
  readonly method: string;
  readonly url: string;
  readonly headers: IncomingMessage["headers"];
  readonly body: string;
}

type Answer = (response: ServerResponse, request: Received) => void;

/** A real server on this machine that answers as it is told and keeps what it received. Ends with the test. */
export async function startUpstream(answer: Answer) {
  const received: Received[] = [];
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk);
    const { method = "", url = "", headers } = request;
    const whole = { method, url, headers, body: Buffer.concat(chunks).toString() };
    received.push(whole);
    answer(response, whole);
  });
  server.listen(0, "127.0.0.1");
  await new Promise((resolve) => server.once("listening", resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const { port } = server.address() as AddressInfo;
  const connections = () => new Promise<number>((resolve) => server.getConnections((_, count) => resolve(count)));
  return { url: `http://127.0.0.1:${port}`, port, received, connections };
}

/** A config with its defaults. */
export function configOf(config: { readonly base_url: string; readonly [field: string]: unknown }): HttpConfig {
  return httpConfigSchema.parse(config);
}

/** A node that is closed when the test ends. */
export function httpNode(
  config: Parameters<typeof configOf>[0],
  secrets: Readonly<Record<string, string>> = {},
): HttpNode {
  const node = new HttpNode(configOf(config), new Map(Object.entries(secrets)));
  onTestFinished(() => node.close());
  return node;
}
