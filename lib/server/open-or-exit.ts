import { loginUrl } from "../auth/login-links.ts";
import { getPanel, type Panel } from "../panel.ts";

/** Opens the panel and greets whoever started it; where it cannot be opened, says why and ends with exit code 1. */
export async function openOrExit(): Promise<void> {
  try {
    await greet(await getPanel());
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    process.exit(1);
  }
}

async function greet({ firstAdmin, settings, accounts }: Panel): Promise<void> {
  if (firstAdmin !== null) {
    const { email, passwordFile } = firstAdmin;
    const where = passwordFile === null ? "has the password from the settings" : `has its password in ${passwordFile}`;
    console.log(`The first admin, ${email}, ${where}`);
  }
  // A link that signs in belongs to whoever sits at the terminal, not into a log file.
  if (firstAdmin === null || !(process.stdout.isTTY || settings.demo)) return;
  const code = await accounts.loginLinks.issue(firstAdmin.email);
  console.log(`Sign in once, within ten minutes: ${loginUrl(settings, code)}`);
}
