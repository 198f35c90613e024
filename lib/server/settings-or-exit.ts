import { readSettings, type Settings, SettingsError } from "../settings.ts";

/** The settings of this process; where they are wrong, says so line by line and ends it with exit code 1. */
export function settingsOrExit(env: NodeJS.ProcessEnv): Settings {
  try {
    return readSettings(env);
  } catch (error) {
    if (!(error instanceof SettingsError)) throw error;
    for (const problem of error.problems) console.error(problem);
    process.exit(1);
  }
}
