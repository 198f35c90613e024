import { scopeId } from "../contracts/names.ts";

interface Ids {
  readonly workspace?: unknown;
  readonly credential?: unknown;
}

/** Whether what names a caller can be a part of a circuit's id. */
export function isCaller({ workspace, credential }: Ids): boolean {
  return isId(workspace) && isId(credential);
}

function isId(id: unknown): boolean {
  return id === undefined || id === null || scopeId.safeParse(id).success;
}
