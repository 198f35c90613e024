import { runOrThrow } from "./child.mjs";

/**
 * Runs npm in `folder` with the given Node. It is the npm that runs this script, where one does. What it says goes
 * to stderr: stdout belongs to the command that the user asked for.
 */
export async function npm(node, folder, args) {
  const cli = process.env.npm_execpath;
  const [command, first] = cli?.endsWith("npm-cli.js") ? [node, [cli]] : ["npm", []];
  // `npm --prefix x start` hands its prefix down, so each call must name its own.
  const all = [...first, ...args, "--prefix", folder, "--no-audit", "--no-fund", "--ignore-scripts"];
  await runOrThrow(`npm ${args[0]}`, command, all, { cwd: folder, stdio: ["ignore", 2, 2] });
}
