/** Next calls this once, when the server starts: circuits recover on time from then on, without traffic. */
export async function register(): Promise<void> {
  if (process.env.NEXT_RUNTIME !== "nodejs") return;
  const { openOrExit } = await import("./lib/server/open-or-exit.ts");
  await openOrExit();
}
