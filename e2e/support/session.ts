/** Signs in as the login page does. Returns the cookie header of the session. */
export async function signIn(url: string, who: { readonly email: string; readonly password: string }): Promise<string> {
  const first = await fetch(`${url}/api/auth/csrf`);
  const { csrfToken } = (await first.json()) as { csrfToken: string };
  const response = await fetch(`${url}/api/auth/callback/credentials`, {
    method: "POST",
    redirect: "manual",
    headers: { cookie: cookiesOf(first), origin: url },
    body: new URLSearchParams({ ...who, csrfToken, json: "true" }),
  });
  const session = cookiesOf(response);
  if (!session.includes("session-token")) throw new Error(`nobody signed in: ${response.status}`);
  return session;
}

function cookiesOf(response: Response): string {
  return response.headers
    .getSetCookie()
    .map((cookie) => cookie.split(";")[0])
    .join("; ");
}
