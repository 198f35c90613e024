/** Loaded into the panel's process: where the demo dies without a word, the panel ends too. */
process.once("disconnect", () => process.kill(process.pid, "SIGTERM"));
