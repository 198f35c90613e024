import { findBrowser } from "./find-browser.mjs";
import { findProgram } from "./find-program.mjs";
import { findRedis } from "./find-redis.mjs";
import { runOrThrow, SetupError } from "./setup/child.mjs";

const BROWSER = {
  what: "a Chromium",
  find: findBrowser,
  setting: "CHROMIUM_PATH",
  packages: ["chromium-headless-shell", "fonts-liberation"],
};
const REDIS = { what: "a Redis server", find: findRedis, setting: "REDIS_SERVER_PATH", packages: ["redis-server"] };

/**
 * Finds the browser and the Redis server that the tests need, and installs the distribution's where they are missing
 * and may be installed. Returns their places as environment variables.
 */
export function ensureTestPrograms() {
  return ensure([BROWSER, REDIS]);
}

/** The same for the browser alone. */
export function ensureBrowser() {
  return ensure([BROWSER]);
}

/** The same for the Redis server alone. */
export function ensureRedis() {
  return ensure([REDIS]);
}

async function ensure(programs) {
  const missing = programs.filter(({ find }) => !find());
  if (missing.length > 0) await install(missing);
  const still = missing.filter(({ find }) => !find());
  if (still.length > 0) throw new SetupError(`Installed, but not found: ${still.map(({ what }) => what).join(", ")}`);
  return Object.fromEntries(programs.map(({ setting, find }) => [setting, find()]));
}

async function install(missing) {
  const packages = missing.flatMap((program) => program.packages);
  const apt = findProgram(["apt-get"]);
  if (!apt || process.getuid?.() !== 0) {
    const wishes = missing.map(({ what, setting }) => `${what} (or its path in ${setting})`).join(" and ");
    throw new SetupError(`The tests need ${wishes}. On Debian: sudo apt-get install ${packages.join(" ")}`);
  }
  console.log(`Installing ${packages.join(", ")} (once).`);
  // RUNLEVEL keeps the package from starting a Redis of its own.
  const env = { ...process.env, DEBIAN_FRONTEND: "noninteractive", RUNLEVEL: "1" };
  const quiet = ["-qq", "-o", "Dpkg::Use-Pty=0"];
  await runOrThrow("apt-get update", apt, [...quiet, "update"], { env });
  await runOrThrow("apt-get install", apt, [...quiet, "install", "-y", "--no-install-recommends", ...packages], {
    env,
  });
}
