import { once } from "node:events";
import { type AddressInfo, createServer } from "node:net";
import { describe, expect, it } from "vitest";
import { explainListenError } from "./listen-error.ts";
import { findPortHolder, listeningInodes } from "./port-holder.ts";

const TABLE = `  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode
   0: 0100007F:0BB8 00000000:0000 0A 00000000:00000000 00:00000000 00000000     0        0 4711 1 0000000000000000 100
   1: 0100007F:0BB8 0100007F:C350 01 00000000:00000000 00:00000000 00000000     0        0 4712 1 0000000000000000 20
   2: 0100007F:0050 00000000:0000 0A 00000000:00000000 00:00000000 00000000     0        0 4713 1 0000000000000000 100
`;

describe("the holder of a port", () => {
  it("is found by the listening socket, not by its connections", () => {
    expect(listeningInodes(TABLE, 3000)).toEqual(["4711"]);
    expect(listeningInodes(TABLE, 80)).toEqual(["4713"]);
    expect(listeningInodes(TABLE, 8080)).toEqual([]);
  });

  it("is told with its process id", async () => {
    const server = createServer().listen(0, "127.0.0.1");
    await once(server, "listening");
    const { port } = server.address() as AddressInfo;
    expect(await findPortHolder(port)).toContain(`process ${process.pid}`);
    server.close();
    await once(server, "close");
    expect(await findPortHolder(port)).toBeUndefined();
  });
});

describe("why the server cannot listen", () => {
  const explain = (code: string) =>
    explainListenError(Object.assign(new Error("the cause"), { code }), { host: "10.9.9.9", port: 1 });

  it("names the port and the setting when it is taken", async () => {
    expect(await explain("EADDRINUSE")).toBe(
      "Port 1 is taken by another program. Stop that, or set PORT to another one.",
    );
  });

  it("names the host when it is not this machine's", async () => {
    expect(await explain("EADDRNOTAVAIL")).toBe("HOST is 10.9.9.9, which is no address of this machine.");
  });

  it("says that low ports are privileged", async () => {
    expect(await explain("EACCES")).toBe("Port 1 is for privileged programs only. Set PORT to one above 1023.");
  });

  it("gives the cause of anything else", async () => {
    expect(await explain("EMFILE")).toBe("Cannot listen on 10.9.9.9, port 1: the cause");
  });
});
