/** Whether a circuit is a node type's own or nested under it: `type`, `type@…`. */
export function isUnder(circuit: string, nodeType: string): boolean {
  return circuit.split("@", 1)[0] === nodeType;
}
