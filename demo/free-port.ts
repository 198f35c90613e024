import { createServer } from "node:net";

const TRIES = 50;

/** The first port from `wanted` on that nobody listens on; any free one where 0 is wanted. */
export async function freePort(host: string, wanted: number): Promise<number> {
  for (let port = wanted; port < Math.min(wanted + TRIES, 65_536); port++) {
    const found = await tryPort(host, port);
    if (found !== null) return found;
  }
  throw new Error(`Ports ${wanted} to ${wanted + TRIES - 1} are all taken. Set PORT to another one.`);
}

/** The port, where it could be had; null where it is taken. Any other trouble is the panel's to explain. */
function tryPort(host: string, port: number): Promise<number | null> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once("error", ({ code }: NodeJS.ErrnoException) => resolve(code === "EADDRINUSE" ? null : port));
    server.listen(port, host, () => {
      const address = server.address();
      server.close(() => resolve(typeof address === "object" && address !== null ? address.port : port));
    });
  });
}
