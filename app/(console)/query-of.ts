/** What Next hands a page. */
export type PageQuery = Record<string, string | string[] | undefined>;

/** The same as the browser reads it; of a parameter that is there twice, the first. */
export function queryOf(query: PageQuery): Pick<URLSearchParams, "get"> {
  return {
    get: (name) => {
      const value = Object.hasOwn(query, name) ? query[name] : undefined;
      return (Array.isArray(value) ? value[0] : value) ?? null;
    },
  };
}
