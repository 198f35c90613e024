// Opens a store as the serving process does, says so, and holds it until it is killed.
import { openSqliteStore } from "../open.ts";

const store = openSqliteStore(process.argv[2]!, { exclusive: true });
console.log("open");
setInterval(() => store.kind, 60_000);
