"use client";

import { useViewer } from "@/components/shell/viewer.tsx";
import { Card, CardHeader } from "@/components/ui/card.tsx";
import { PageHeader } from "@/components/ui/page-header.tsx";
import { PasswordForm } from "./password-form.tsx";

export function Account() {
  const { name, role } = useViewer();
  return (
    <>
      <PageHeader title="Your account">
        {name} · {role === "admin" ? "admin: may reset and change" : "viewer: may look, not change"}
      </PageHeader>
      <Card className="max-w-xl">
        <CardHeader title="Password" hint="Changing it ends all your other sessions." />
        <div className="px-5 py-4">
          <PasswordForm email={name} />
        </div>
      </Card>
    </>
  );
}
