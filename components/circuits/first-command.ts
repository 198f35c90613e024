export const TOKEN_LINE = "export PANEL_TOKEN=bp_…";

/** The lines that register a first node type and run it. `origin` is where this panel is, as a shell reaches it. */
export function firstCommands(origin: string): { register: string; execute: string } {
  const headers = `-H "Authorization: Bearer $PANEL_TOKEN" -H "Content-Type: application/json"`;
  return {
    register: `curl -X PUT ${origin}/api/nodes/external_api \\
  ${headers} \\
  -d '{"kind": "http", "config": {"base_url": "https://example.com", "method": "GET", "path": "/"}}'`,
    execute: `curl -X POST ${origin}/api/nodes/external_api/execute \\
  ${headers} \\
  -d '{"input": {}}'`,
  };
}
