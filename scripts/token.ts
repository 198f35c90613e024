import { createTokenRequest } from "../lib/contracts/account.ts";
import { createToken } from "../lib/operations/accounts/create-token.ts";
import { atStore, check, readArguments, runCommand } from "./command-line.ts";

const USAGE = `Makes a bearer token and prints it; it cannot be shown again.

  npm run --silent token -- --name ci --scopes read,execute,admin

  --name             what the token is for
  --scopes           any of read, execute, admin; each is independent of the others
  --workspaces       binds it to these workspaces, separated by commas
  --expires-in-days  after how many days it ends; never, where this is left out`;

await runCommand(USAGE, async () => {
  const { values } = readArguments({
    name: { type: "string" },
    scopes: { type: "string" },
    workspaces: { type: "string" },
    "expires-in-days": { type: "string" },
  });
  const days = values["expires-in-days"];
  const request = check(createTokenRequest, {
    name: values.name,
    scopes: values.scopes?.split(","),
    workspaces: values.workspaces?.split(","),
    expires_in_days: days === undefined ? undefined : Number(days),
  });
  const { secret } = await atStore(({ services, caller }) => createToken(services, caller, request));
  return secret;
});
