export interface SettingsSection {
  readonly path: string;
  readonly name: string;
  readonly adminsOnly: boolean;
}

export const ACCOUNT_PATH = "/settings/account";

/** The parts of the settings, in the order of their navigation. */
export const sections: readonly SettingsSection[] = [
  { path: "/settings/users", name: "Users", adminsOnly: true },
  { path: "/settings/tokens", name: "Tokens", adminsOnly: true },
  { path: "/settings/policy", name: "Default policy", adminsOnly: true },
  { path: "/settings/limits", name: "Rate limits", adminsOnly: true },
  { path: ACCOUNT_PATH, name: "Your account", adminsOnly: false },
];
