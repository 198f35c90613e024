import { spawn } from "node:child_process";
import { constants } from "node:os";

// Not SIGHUP: listening for it would undo `nohup npm start`.
const SIGNALS = ["SIGINT", "SIGTERM"];
const GRACE_MS = 4_500;

/** @type {Map<import("node:child_process").ChildProcess, { group: boolean }>} */
const running = new Map();
let stoppedBy;

/** Something that the user can understand and mend without a stack trace. */
export class SetupError extends Error {}

/** Thrown once this process has been told to stop: whatever it was doing for the user ends here. */
export class Stopped extends SetupError {
  constructor(signal) {
    super(`stopped by ${signal}`);
    this.exitCode = 128 + constants.signals[signal];
  }
}

/**
 * Runs a program to its end and passes signals on to it; one that does not heed them is killed after 4.5 s.
 *
 * @param {string} command
 * @param {string[]} args
 * @param {object} [options] as for `spawn`; `group: true` gives the program a process group of its own, whose
 *   leftovers are killed when it ends
 * @returns {Promise<{ code: number | null, signal: NodeJS.Signals | null }>}
 */
export async function run(command, args, { group = false, ...options } = {}) {
  if (stoppedBy) throw new Stopped(stoppedBy);
  listenForSignals();
  const child = spawn(command, args, { stdio: "inherit", ...options, detached: group });
  running.set(child, { group });
  try {
    return await new Promise((resolve, reject) => {
      child.once("error", reject);
      child.once("exit", (code, signal) => resolve({ code, signal }));
    });
  } finally {
    running.delete(child);
    if (running.size === 0) stopListening();
    if (group) send(child, "SIGKILL", { group });
  }
}

/** As `run`, for a step that must succeed before the next makes sense. */
export async function runOrThrow(what, command, args, options) {
  const { code, signal } = await run(command, args, options);
  if (stoppedBy) throw new Stopped(stoppedBy);
  if (code !== 0) throw new SetupError(`${what} failed (${signal ?? `exit code ${code}`})`);
}

/** The exit code that a shell would report for a program that ended so. */
export function exitCodeOf({ code, signal }) {
  return code ?? 128 + constants.signals[signal];
}

/**
 * The frame of every program here: what `action` resolves to is the exit code, and what it throws is said, in one line
 * where that is enough.
 *
 * @param {() => Promise<number | void>} action
 */
export async function asProgram(action) {
  try {
    process.exitCode = (await action()) ?? 0;
  } catch (error) {
    console.error(error instanceof SetupError ? error.message : error);
    process.exitCode = error.exitCode ?? 1;
  }
}

/** Throws `Stopped` if a signal has arrived. */
export function throwIfStopped() {
  if (stoppedBy) throw new Stopped(stoppedBy);
}

function listenForSignals() {
  stopListening();
  for (const signal of SIGNALS) process.on(signal, passOn);
}

// With nothing to pass a signal on to, it must end this process as it would any other.
function stopListening() {
  for (const signal of SIGNALS) process.off(signal, passOn);
}

function passOn(signal) {
  stoppedBy ??= signal;
  for (const [child, how] of running) {
    send(child, signal, how);
    setTimeout(() => running.has(child) && send(child, "SIGKILL", how), GRACE_MS).unref();
  }
}

function send(child, signal, { group }) {
  try {
    // Test runners take an interrupt as a wish to end in their own time.
    if (group) process.kill(-child.pid, signal === "SIGINT" ? "SIGTERM" : signal);
    else child.kill(signal);
  } catch (error) {
    if (error.code !== "ESRCH") throw error;
  }
}
