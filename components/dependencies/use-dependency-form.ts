"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { fieldErrorsOf } from "@/components/ui/form/submit-error.tsx";
import { api } from "@/lib/client/api.ts";
import { ApiError, type FieldProblem } from "@/lib/client/api-error.ts";
import { call } from "@/lib/client/call.ts";
import { nodeQuery } from "@/lib/client/settings-queries.ts";
import type { NodeTypeRequest, NodeTypeView } from "@/lib/contracts/node-type.ts";
import { type DependencyDraft, draftOf, EMPTY_DRAFT, isSameDraft } from "./draft.ts";
import { requestOf } from "./request.ts";

interface Edit {
  /** What the draft was made from; null adds one. */
  readonly before: NodeTypeView | null;
  readonly draft: DependencyDraft;
}

const NONE: readonly FieldProblem[] = [];

const editOf = (node: NodeTypeView | null): Edit => ({ before: node, draft: node ? draftOf(node) : EMPTY_DRAFT });

/** A dependency being edited. `node` is what is stored by now. */
export function useDependencyForm(node: NodeTypeView | null, onSaved: (saved: NodeTypeView) => void) {
  const client = useQueryClient();
  const [edit, setEdit] = useState(() => editOf(node));
  const [refused, setRefused] = useState(NONE);
  const { before, draft } = edit;
  const isDirty = !isSameDraft(draft, editOf(before).draft);
  const isOvertaken = node !== null && before !== null && node.revision > before.revision;
  // Nothing is lost by showing what somebody else has saved, as long as nothing was typed.
  if (isOvertaken && !isDirty) setEdit(editOf(node));

  const save = useMutation({
    mutationFn: (body: NodeTypeRequest) => call(api.putNodeType, { params: { type: draft.name.trim() }, body }),
    onSuccess: (saved) => {
      client.setQueryData(nodeQuery(saved.node_type).queryKey, saved);
      client.invalidateQueries({ queryKey: ["nodes"], refetchType: "none" });
      client.invalidateQueries({ queryKey: ["status"] });
      setEdit(editOf(saved));
      onSaved(saved);
    },
    onError: (error) => {
      if (isRevisionMoved(error)) client.invalidateQueries({ queryKey: ["nodes"] });
    },
    // What was sent holds secrets: it is not kept for longer than it is shown.
    gcTime: 0,
  });

  return {
    before,
    draft,
    isDirty,
    isOvertaken,
    isBusy: save.isPending,
    error: isRevisionMoved(save.error) ? null : save.error,
    errors: errorsOf(refused, save.error, before),
    put: (part: Partial<DependencyDraft>) => setEdit((now) => ({ ...now, draft: { ...now.draft, ...part } })),
    discard: () => {
      save.reset();
      setRefused(NONE);
      setEdit(editOf(node));
    },
    /** Goes on with this draft over what somebody else has saved. */
    rebase: () => {
      save.reset();
      setEdit({ before: node, draft });
    },
    submit: (event: FormEvent) => {
      event.preventDefault();
      if (save.isPending) return;
      const { body, errors } = requestOf(draft, before);
      setRefused(errors.length > 0 ? errors : NONE);
      if (errors.length > 0) save.reset();
      else save.mutate(body);
    },
  };
}

function errorsOf(
  refused: readonly FieldProblem[],
  error: Error | null,
  before: NodeTypeView | null,
): readonly FieldProblem[] {
  if (refused.length > 0) return refused;
  return before === null && isRevisionMoved(error) ? TAKEN : fieldErrorsOf(error);
}

const TAKEN: readonly FieldProblem[] = [{ field: "type", message: "there is a dependency with this name already" }];

function isRevisionMoved(error: Error | null): boolean {
  return error instanceof ApiError && error.code === "revision_moved";
}
