import { createClient } from "@redis/client";
import { machineNow } from "./machine-clock.ts";

const STREAM = "echo";

/** What news take at the least: one process appends to a stream, another waits for it, and there is nothing else. */
export class Echo {
  readonly #client: ReturnType<typeof newClient>;
  #heard = "0-0";

  private constructor(client: ReturnType<typeof newClient>) {
    this.#client = client;
  }

  static async connect(url: string): Promise<Echo> {
    const client = newClient(url);
    await client.connect();
    return new Echo(client);
  }

  /** Waits for the next entry; when it was there. */
  async hear(): Promise<number> {
    const reply = await this.#client.sendCommand(["XREAD", "BLOCK", "0", "STREAMS", STREAM, this.#heard]);
    const now = machineNow();
    const [[, entries]] = reply as unknown as [[stream: string, entries: [id: string][]]];
    this.#heard = entries.at(-1)![0];
    return now;
  }

  /** Appends an entry; when that was begun. */
  async shout(): Promise<number> {
    const began = machineNow();
    await this.#client.sendCommand(["XADD", STREAM, "MAXLEN", "1000", "*", "v", "x".repeat(200)]);
    return began;
  }
}

function newClient(url: string) {
  return createClient({ url, RESP: 2, disableClientInfo: true, maintNotifications: "disabled" });
}
