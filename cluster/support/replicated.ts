import { RedisServer } from "../../lib/stores/redis/testing/redis-server.ts";
import { until } from "./row.ts";
import { TcpProxy } from "./tcp-proxy.ts";

/** A primary and its replica, and what lies between them. What clients hear acknowledged need not have arrived there. */
export class ReplicatedServer {
  readonly primary: RedisServer;
  readonly replica: RedisServer;
  readonly #link: TcpProxy;

  static async start(): Promise<ReplicatedServer> {
    const config = { "repl-diskless-sync-delay": "0" };
    const [primary, replica] = await Promise.all([RedisServer.start({ config }), RedisServer.start({ config })]);
    const servers = new ReplicatedServer(primary, replica, await TcpProxy.start(primary.port));
    await replica.command("REPLICAOF", "127.0.0.1", String(servers.#link.port));
    await servers.isCaughtUp();
    return servers;
  }

  private constructor(primary: RedisServer, replica: RedisServer, link: TcpProxy) {
    this.primary = primary;
    this.replica = replica;
    this.#link = link;
  }

  /** Until the replica has all that the primary has. */
  async isCaughtUp(): Promise<void> {
    const offset = async (server: RedisServer, name: string) =>
      new RegExp(`${name}:(\\d+)`).exec(String(await server.command("INFO", "replication")))?.[1];
    await until("the replica has caught up", async () => {
      const there = await offset(this.replica, "slave_repl_offset");
      return there !== undefined && there === (await offset(this.primary, "master_repl_offset"));
    });
  }

  /** From now on nothing arrives at the replica, and neither side is told. */
  holdBack(): void {
    this.#link.set({ kind: "blackhole" });
  }

  /** Ends the primary, with what was held back, and makes the replica one. */
  async failOver(): Promise<void> {
    await this.primary.kill();
    this.#link.set({ kind: "refuse" });
    await this.replica.command("REPLICAOF", "NO", "ONE");
  }

  async stop(): Promise<void> {
    await this.#link.close();
    await Promise.all([this.primary.stop(), this.replica.stop()]);
  }
}
