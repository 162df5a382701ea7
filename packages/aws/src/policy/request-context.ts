import { literally } from "./wildcard.ts";

/**
 * What a request is known by beside its action and its resource: the values of a condition key, in small
 * letters; `null`: the request has none; `unknown`: nobody simulates what it would have.
 */
export type ContextOf = (key: string) => readonly string[] | null | "unknown";

const variable = /\$\{\s*([^},]+?)\s*(?:,\s*'([^']*)'\s*)?\}/g;

/**
 * A text of a policy with the values of its variables; `none`: the request has no value for one, so that the
 * text is like nothing.
 */
export function withVariables(
  text: string,
  contextOf: ContextOf,
): { readonly text: string } | "none" | "unknown" {
  if (!text.includes("${")) return { text };
  let isNone = false;
  let isUnknown = false;
  const filled = text.replaceAll(variable, (_, name: string, usual: string | undefined) => {
    if (name === "*" || name === "?" || name === "$") return literally(name);
    const given = contextOf(name.toLowerCase());
    if (given === "unknown") isUnknown = true;
    else if (given?.length === 1) return literally(given[0]!);
    else if (usual !== undefined) return literally(usual);
    else isNone = true;
    return "";
  });
  if (isNone) return "none";
  return isUnknown ? "unknown" : { text: filled };
}
