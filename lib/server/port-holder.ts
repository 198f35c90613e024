import { execFile } from "node:child_process";
import { readdir, readFile, readlink } from "node:fs/promises";
import { promisify } from "node:util";

const LISTENING = "0A";
const MAX_COMMAND_LENGTH = 120;

/**
 * Which process listens on a TCP port of this machine, in words: `node server.mjs (process 4711)`. Undefined where it
 * cannot be seen, as with another user's process.
 */
export async function findPortHolder(port: number): Promise<string | undefined> {
  const pid = process.platform === "linux" ? await pidFromProc(port) : await pidFromLsof(port);
  if (!pid) return undefined;
  const command = await commandOf(pid).catch(() => "");
  return command ? `${command} (process ${pid})` : `process ${pid}`;
}

/** The inodes of the sockets that listen on `port`, from the text of `/proc/net/tcp` or `tcp6`. */
export function listeningInodes(table: string, port: number): string[] {
  const suffix = `:${port.toString(16).toUpperCase().padStart(4, "0")}`;
  return table
    .split("\n")
    .slice(1)
    .map((line) => line.trim().split(/\s+/))
    .filter(([, local, , state]) => local?.endsWith(suffix) && state === LISTENING)
    .flatMap((columns) => columns[9] ?? []);
}

async function pidFromProc(port: number): Promise<string | undefined> {
  const tables = await Promise.all(
    ["tcp", "tcp6"].map((name) => readFile(`/proc/net/${name}`, "utf8").catch(() => "")),
  );
  const wanted = new Set(tables.flatMap((table) => listeningInodes(table, port)).map((inode) => `socket:[${inode}]`));
  const pids = (await readdir("/proc")).filter((name) => /^\d+$/.test(name));
  for (const pid of pids) {
    const files = await readdir(`/proc/${pid}/fd`).catch(() => []);
    for (const file of files) {
      const target = await readlink(`/proc/${pid}/fd/${file}`).catch(() => "");
      if (wanted.has(target)) return pid;
    }
  }
  return undefined;
}

async function pidFromLsof(port: number): Promise<string | undefined> {
  const found = await promisify(execFile)("lsof", ["-nP", `-iTCP:${port}`, "-sTCP:LISTEN", "-Fp"]).catch(
    () => undefined,
  );
  return found && /^p(\d+)$/m.exec(found.stdout)?.[1];
}

async function commandOf(pid: string): Promise<string> {
  const command =
    process.platform === "linux"
      ? (await readFile(`/proc/${pid}/cmdline`, "utf8")).replaceAll("\0", " ")
      : (await promisify(execFile)("ps", ["-o", "command=", "-p", pid])).stdout;
  return command.trim().slice(0, MAX_COMMAND_LENGTH);
}
