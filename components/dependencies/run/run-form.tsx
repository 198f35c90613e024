"use client";

import { type FormEvent, useRef, useState } from "react";
import { Button } from "@/components/ui/button.tsx";
import { FormField } from "@/components/ui/form/form-field.tsx";
import { JsonField } from "@/components/ui/form/json-field.tsx";
import { Input } from "@/components/ui/inputs.tsx";
import type { ExecuteRequest } from "@/lib/contracts/execute.ts";
import type { NodeTypeView } from "@/lib/contracts/node-type.ts";
import { emptyRun, inputsOf, type RunDraft, runRequestOf } from "./run-input.ts";

interface RunFormProps {
  node: NodeTypeView;
  busy: boolean;
  onRun: (request: ExecuteRequest) => void;
  onCallOff: () => void;
}

export function RunForm({ node, busy, onRun, onCallOff }: RunFormProps) {
  const [draft, setDraft] = useState(() => emptyRun(node));
  const [judged, setJudged] = useState(false);
  const run = useRef<HTMLButtonElement>(null);
  const { parameters, takesBody } = inputsOf(node);
  const put = (part: Partial<RunDraft>) => {
    setJudged(false);
    setDraft({ ...draft, ...part });
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (busy) return;
    const request = runRequestOf(draft);
    setJudged(true);
    if (request !== null) onRun(request);
  };
  const callOff = () => {
    onCallOff();
    // The pressed button goes away.
    run.current?.focus();
  };
  return (
    <form onSubmit={submit} noValidate className="grid content-start gap-4">
      {parameters.length > 0 && (
        <JsonField
          name="params"
          label="Path parameters"
          rows={parameters.length + 2}
          value={draft.params}
          judged={judged}
          onChange={(params) => put({ params })}
        />
      )}
      <JsonField
        name="query"
        label="Query"
        optional
        rows={2}
        placeholder='{ "dry": "1" }'
        value={draft.query}
        judged={judged}
        onChange={(query) => put({ query })}
      />
      {takesBody && (
        <JsonField
          name="body"
          label="Body"
          optional
          rows={6}
          placeholder='{ "qty": 2 }'
          value={draft.body}
          judged={judged}
          onChange={(body) => put({ body })}
        />
      )}
      <div className="grid grid-cols-2 gap-3">
        <FormField name="workspace" label="Workspace">
          {(control) => (
            <Input
              {...control}
              value={draft.workspace}
              onChange={(event) => put({ workspace: event.target.value })}
              placeholder="acme"
              autoComplete="off"
              autoCapitalize="none"
            />
          )}
        </FormField>
        <FormField name="credential" label="Credential">
          {(control) => (
            <Input
              {...control}
              value={draft.credential}
              onChange={(event) => put({ credential: event.target.value })}
              placeholder="key-7"
              autoComplete="off"
              autoCapitalize="none"
            />
          )}
        </FormField>
        <p className="col-span-full text-faint text-xs">
          For whom it runs: limits and cached answers are theirs. Both may stay blank.
        </p>
      </div>
      <div className="flex flex-wrap gap-2">
        <Button ref={run} type="submit" variant="primary" busy={busy} data-autofocus>
          {busy ? "Running…" : "Run once"}
        </Button>
        {busy && <Button onClick={callOff}>Call it off</Button>}
      </div>
    </form>
  );
}
