/** The lines that register a first node type and run it. `origin` is where this panel is, as a shell reaches it. */
export function firstCommands(origin: string): { register: string; execute: string } {
  return {
    register: `curl -X PUT ${origin}/api/nodes/external_api \\
  -H "Authorization: Bearer $PANEL_TOKEN" -H "Content-Type: application/json" \\
  -d '{"kind": "http", "config": {"base_url": "https://example.com", "method": "GET", "path": "/"}}'`,
    execute: `curl -X POST ${origin}/api/nodes/external_api/execute \\
  -H "Authorization: Bearer $PANEL_TOKEN" -H "Content-Type: application/json" \\
  -d '{"input": {}}'`,
  };
}

export const TOKEN_COMMAND = "export PANEL_TOKEN=$(npm run --silent token -- --name first --scopes read,execute,admin)";
