import { createClient } from "@redis/client";
import { StoreError } from "../store.ts";
import type { ServerClock } from "./clock.ts";
import { isAnswer, isDecided, LateError, translateError } from "./errors.ts";
import type { Script } from "./scripts/script.ts";
import { ServerCheck } from "./server-check.ts";

/** What a command answers. */
export type Reply = string | number | null | readonly Reply[];

/** A server that is silent for so long, in milliseconds, while it is asked, is taken for gone: by idle connections... */
const SOCKET_TIMEOUT_MS = 3_000;
/** ...and by those on which more is sent, which never look idle. */
const SILENCE_MS = 3_000;
const PING_INTERVAL_MS = 1_000;
const CONNECT_TIMEOUT_MS = 2_000;
/** The first and the longest pause before trying to connect again; each is twice as long as the one before. */
const RECONNECT_MS = { first: 20, most: 1_000 };

type Client = ReturnType<typeof newClient>;

interface ConnectionOptions {
  readonly url: string;
  /** Host and port, for messages. */
  readonly address: string;
  /** How long a command waits for its answer, in milliseconds. */
  readonly deadlineMs: number;
  /** Is told the server's time where a script's reply tells it. */
  readonly clock: ServerClock;
}

interface SendOptions {
  readonly deadlineMs?: number;
  readonly isWrite?: boolean;
}

/**
 * One connection, which comes back by itself whenever it is lost. A command is sent once or not at all, and never waits
 * for a connection; whatever becomes of it is told by a `StoreError`.
 */
export class Connection {
  readonly #options: ConnectionOptions;
  #client: Client;
  #heardAt = performance.now();
  /** Why there is no connection. */
  #outage: unknown;
  /** Of the server that is connected at present. */
  #check: ServerCheck;
  #isClosed = false;

  constructor(options: ConnectionOptions) {
    this.#options = options;
    this.#check = new ServerCheck(options.address);
    this.#client = this.#newClient();
  }

  /** Waits for the first connection. Throws a `StoreError` where there is none within `timeoutMs`; it goes on trying. */
  async connect(timeoutMs: number): Promise<void> {
    const client = this.#client;
    const failed = Promise.withResolvers<never>();
    // A server that is not there may come; one that refuses the password will not take it.
    const onError = (error: unknown) => {
      if (isDecided(error)) failed.reject(error);
    };
    client.on("error", onError);
    const timer = setTimeout(() => failed.reject(this.#outage ?? new LateError(timeoutMs)), timeoutMs);
    try {
      await Promise.race([client.connect(), failed.promise]);
    } catch (error) {
      throw this.#translate(error, false);
    } finally {
      clearTimeout(timer);
      client.off("error", onError);
    }
  }

  /** Sends one command. */
  async send(args: readonly string[], { isWrite = false, ...options }: SendOptions = {}): Promise<Reply> {
    try {
      return await this.#send(args, options.deadlineMs ?? this.#options.deadlineMs);
    } catch (error) {
      throw this.#translate(error, isWrite);
    }
  }

  /** Runs a script; what it replies after the server's time. */
  async run(
    script: Script,
    keys: readonly string[],
    args: readonly string[],
    deadlineMs = this.#options.deadlineMs,
  ): Promise<readonly Reply[]> {
    const rest = [String(keys.length), ...keys, ...args];
    const { clock } = this.#options;
    try {
      let sent = clock.localNow();
      let reply = await this.#send(["EVALSHA", script.sha, ...rest], deadlineMs).catch((error) => {
        if (!isUnknownScript(error)) throw error;
        return undefined;
      });
      if (reply === undefined) {
        sent = clock.localNow();
        reply = await this.#send(["EVAL", script.text, ...rest], deadlineMs);
      }
      const [seconds, microseconds, ...answer] = reply as readonly Reply[];
      clock.observe(sent, clock.localNow(), Number(seconds) * 1_000 + Number(microseconds) / 1_000);
      return answer;
    } catch (error) {
      throw this.#translate(error, script.isWrite);
    }
  }

  /** Commands that are on their way are waited for, if not for long. */
  async close(): Promise<void> {
    this.#isClosed = true;
    const client = this.#client;
    if (!client.isOpen) return;
    const timeout = Promise.withResolvers<void>();
    const timer = setTimeout(timeout.resolve, this.#options.deadlineMs);
    await Promise.race([client.close(), timeout.promise]);
    clearTimeout(timer);
    client.destroy();
  }

  /** Closes at once; what is on its way fails. */
  destroy(): void {
    this.#isClosed = true;
    this.#client.destroy();
  }

  async #send(args: readonly string[], deadlineMs: number): Promise<Reply> {
    if (this.#check.isPassed) return this.#exchange(args, deadlineMs);
    const end = performance.now() + deadlineMs;
    // Another connection, come meanwhile, may lead to another server.
    while (!this.#check.isPassed) await this.#checkServer();
    return this.#exchange(args, Math.max(1, end - performance.now()));
  }

  async #checkServer(): Promise<void> {
    try {
      await this.#check.pass(() => this.#exchange(["HELLO"], this.#options.deadlineMs));
    } catch (error) {
      // What was to be sent never left.
      throw this.#translate(error, false);
    }
  }

  async #exchange(args: readonly string[], deadlineMs: number): Promise<Reply> {
    const client = this.#client;
    const unsent = new AbortController();
    const late = Promise.withResolvers<never>();
    const timer = setTimeout(() => {
      // What has not left yet never shall. And an answer that has arrived while this process was busy is read first.
      unsent.abort();
      setImmediate(() => late.reject(new LateError(deadlineMs)));
    }, deadlineMs);
    try {
      const options = { abortSignal: unsent.signal, timeout: undefined };
      const reply = await Promise.race([client.sendCommand<Reply>([...args], options), late.promise]);
      this.#heardAt = performance.now();
      return reply;
    } catch (error) {
      if (isAnswer(error)) this.#heardAt = performance.now();
      if (error instanceof LateError) this.#replaceIfSilent(client);
      throw error;
    } finally {
      clearTimeout(timer);
    }
  }

  #replaceIfSilent(client: Client): void {
    if (this.#isClosed || client !== this.#client || performance.now() - this.#heardAt < SILENCE_MS) return;
    client.destroy();
    this.#client = this.#newClient();
    this.#client.connect().catch(() => {});
  }

  #newClient(): Client {
    const client = newClient(this.#options.url);
    client.on("error", (error) => {
      this.#outage = error;
    });
    client.on("ready", () => {
      this.#heardAt = performance.now();
      this.#outage = undefined;
      this.#check = new ServerCheck(this.#options.address);
    });
    client.on("ping-interval", () => {
      this.#heardAt = performance.now();
    });
    return client;
  }

  #translate(error: unknown, isWrite: boolean): StoreError {
    return error instanceof StoreError ? error : translateError(this.#options.address, error, isWrite, this.#outage);
  }
}

function newClient(url: string) {
  return createClient({
    url,
    RESP: 2,
    socket: {
      connectTimeout: CONNECT_TIMEOUT_MS,
      socketTimeout: SOCKET_TIMEOUT_MS,
      reconnectStrategy: (retries) => {
        const pause = Math.min(RECONNECT_MS.most, RECONNECT_MS.first * 2 ** Math.min(retries, 10));
        return pause * (0.5 + Math.random() / 2);
      },
    },
    pingInterval: PING_INTERVAL_MS,
    disableOfflineQueue: true,
    disableClientInfo: true,
    maintNotifications: "disabled",
  });
}

function isUnknownScript(error: unknown): boolean {
  return isAnswer(error) && error.message.startsWith("NOSCRIPT");
}
