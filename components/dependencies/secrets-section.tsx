"use client";

import { useRef, useState } from "react";
import { flushSync } from "react-dom";
import { Badge } from "@/components/ui/badge.tsx";
import { Button } from "@/components/ui/button.tsx";
import { FormSection } from "@/components/ui/form/form-section.tsx";
import { Notice } from "@/components/ui/notice.tsx";
import type { NodeTypeView } from "@/lib/contracts/node-type.ts";
import type { SectionProps } from "./basics-section.tsx";
import { httpConfigOf, isSameOrigin, secretsIn } from "./http-config.ts";
import { SecretField } from "./secret-field.tsx";

/** The secrets that headers ask for. Which ones there are follows from the headers, so there is no list to keep. */
export function SecretsSection({ draft, put, before }: SectionProps & { before: NodeTypeView | null }) {
  const used = secretsIn(draft.headers.map(({ value }) => value));
  const stored = before?.secrets ?? [];
  const isMoved =
    before !== null && stored.length > 0 && !isSameOrigin(httpConfigOf(before.config).base_url, draft.baseUrl);
  const unused = stored.filter((name) => !used.includes(name));
  if (used.length === 0 && unused.length === 0) return null;

  const give = (name: string, value: string) => put({ secrets: new Map([...draft.secrets, [name, value]]) });
  return (
    <FormSection title="Secrets" hint="Encrypted, never shown again, and taken out of errors and logs.">
      {isMoved && (
        <Notice tone="warn" title="Secrets have to be given again" className="col-span-full">
          The base URL now leads to another origin; what is stored is not sent there.
        </Notice>
      )}
      {used.map((name) => {
        const isStored = stored.includes(name) && !isMoved;
        const value = draft.secrets.get(name) ?? "";
        return isStored ? (
          <StoredSecret key={name} name={name} value={value} onGive={(text) => give(name, text)} />
        ) : (
          <SecretField
            key={name}
            name={name}
            hint={isMoved && stored.includes(name) ? "Has to be given again." : "Not set yet."}
            value={value}
            onGive={(text) => give(name, text)}
          />
        );
      })}
      {unused.map((name) => (
        <div key={name} className="col-span-full flex flex-wrap items-center gap-2 text-[0.8125rem]">
          <code className="font-mono">{name}</code>
          <Badge tone="warn">removed when you save</Badge>
          <span className="text-muted">No header asks for it any more.</span>
        </div>
      ))}
    </FormSection>
  );
}

interface StoredSecretProps {
  name: string;
  value: string;
  onGive: (value: string) => void;
}

function StoredSecret({ name, value, onGive }: StoredSecretProps) {
  const [replacing, setReplacing] = useState(false);
  const box = useRef<HTMLDivElement>(null);
  if (replacing || value !== "") {
    const keep = () => {
      flushSync(() => {
        setReplacing(false);
        onGive("");
      });
      // Back to the button that this began with, which is only now there again.
      box.current?.querySelector("button")?.focus();
    };
    const hint = "Takes the place of the stored one when you save.";
    return <SecretField name={name} hint={hint} value={value} onGive={onGive} onKeep={keep} />;
  }
  return (
    <div ref={box} data-field={`secrets.${name}`} data-label={name} className="flex flex-wrap items-center gap-2">
      <code className="font-mono text-[0.8125rem]">{name}</code>
      <Badge tone="ok">set</Badge>
      <Button size="sm" className="ml-auto" onClick={() => setReplacing(true)}>
        Replace
        <span className="sr-only"> the secret {name}</span>
      </Button>
    </div>
  );
}
