import { findPortHolder } from "./port-holder.ts";

/** Says why the server could not listen, and what to do about it. */
export async function explainListenError(
  error: NodeJS.ErrnoException,
  { host, port }: { host: string; port: number },
): Promise<string> {
  switch (error.code) {
    case "EADDRINUSE": {
      const holder = await findPortHolder(port);
      return `Port ${port} is taken by ${holder ?? "another program"}. Stop that, or set PORT to another one.`;
    }
    case "EACCES":
      return `Port ${port} is for privileged programs only. Set PORT to one above 1023.`;
    case "EADDRNOTAVAIL":
    case "ENOTFOUND":
    case "EAI_AGAIN":
      return `HOST is ${host}, which is no address of this machine.`;
    default:
      return `Cannot listen on ${host}, port ${port}: ${error.message}`;
  }
}
