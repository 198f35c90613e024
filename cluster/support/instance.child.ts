/** A process of a fleet: does what its parent asks, by the functions that the module of a row has for it. */
import { joinFleet } from "./instance.ts";

const [modulePath, options] = JSON.parse(process.argv[2]!);
const { inInstance } = await import(modulePath);
const instance = await joinFleet(options);
process.on("message", async ({ id, what, args }: { id: number; what: string; args: unknown[] }) => {
  try {
    process.send!({ id, result: (await inInstance[what](instance, ...args)) ?? null });
  } catch (error) {
    process.send!({ id, error: error instanceof Error ? (error.stack ?? error.message) : String(error) });
  }
});
// Whoever started it is gone: nobody will ask any more.
process.on("disconnect", () => process.exit(0));
process.send!({ id: 0, result: null });
