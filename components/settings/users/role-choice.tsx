import { Choices } from "@/components/ui/choices.tsx";
import type { Role } from "@/lib/contracts/account.ts";

const ROLES = [
  { value: "viewer", name: "Viewer", hint: "Sees circuits, events and dependencies; changes nothing." },
  { value: "admin", name: "Admin", hint: "Resets and holds circuits, changes dependencies, users and tokens." },
];

export function RoleChoice({ initial }: { initial: Role }) {
  return <Choices legend="Role" type="radio" name="role" choices={ROLES} initial={[initial]} />;
}
