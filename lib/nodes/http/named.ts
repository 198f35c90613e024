import * as z from "zod";

/** At most 50 values by name. A bad name is reported as a field of its own; zod would silently drop `__proto__`. */
export function named<Value extends z.ZodType>(name: z.ZodString, value: Value) {
  const names = z.unknown().superRefine((given, context) => {
    if (typeof given !== "object" || given === null) return;
    for (const key of Object.keys(given)) {
      const problem = key === "__proto__" ? "not a name" : name.safeParse(key).error?.issues[0]?.message;
      if (problem !== undefined) context.addIssue({ code: "custom", path: [key], message: problem });
    }
  });
  const values = z.record(z.string(), value).refine((given) => Object.keys(given).length <= 50, "at most 50");
  return names.pipe(values);
}
