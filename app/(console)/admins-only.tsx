import { ButtonLink } from "@/components/ui/button-link.tsx";
import { EmptyState } from "@/components/ui/empty-state.tsx";
import { Icon } from "@/components/ui/icons.tsx";

/** In place of a page that the reader may not see. The operations behind it refuse all the same. */
export function AdminsOnly({ back }: { back: { readonly href: string; readonly name: string } }) {
  return (
    <EmptyState isPage title="For admins only" icon={<Icon name="lock" className="size-8" />}>
      <p>Your account may look, and not change. An admin of this panel can give you the role.</p>
      <ButtonLink href={back.href}>{back.name}</ButtonLink>
    </EmptyState>
  );
}
