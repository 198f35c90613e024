import { once } from "node:events";
import { readOrCreateKey } from "../secret.ts";

// Prints the key when it is told to, so that many processes can ask for it at the same time.
const [dataDir = "", name = ""] = process.argv.slice(2);
process.stdout.write("ready\n");
await once(process.stdin, "data");
process.stdout.write(readOrCreateKey(dataDir, name));
process.exit();
