/** Kinds of acts as people look for them. */
export const kindGroups: readonly { readonly name: string; readonly kinds: readonly string[] }[] = [
  { name: "On circuits", kinds: ["reset", "override_set", "override_cleared"] },
  {
    name: "On dependencies and policies",
    kinds: [
      "node_type_created",
      "node_type_changed",
      "node_type_deleted",
      "default_policy_changed",
      "policy_rolled_back",
      "limits_changed",
    ],
  },
  {
    name: "On accounts",
    kinds: ["user_created", "user_changed", "user_deleted", "password_changed", "token_created", "token_revoked"],
  },
  { name: "Other", kinds: ["signed_in", "refused"] },
];
