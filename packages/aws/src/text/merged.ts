import type { Plain } from "@orrery/kernel";

/** Members of `said` over those of `own`, at any depth; items of lists by their places. What is no object says nothing. */
export function merged(own: Plain, said: Plain | undefined): Plain {
  if (!isObject(said) || !isObject(own)) return own;
  const members: Record<string, Plain> = { ...own };
  for (const [name, value] of Object.entries(said)) members[name] = over(members[name], value);
  return members;
}

function over(own: Plain | undefined, said: Plain): Plain {
  if (Array.isArray(own) && Array.isArray(said)) {
    const [owned, given] = [own as readonly Plain[], said as readonly Plain[]];
    return given.map((item, place) => over(owned[place], item));
  }
  return own !== undefined && isObject(own) && isObject(said) ? merged(own, said) : said;
}

const isObject = (value: Plain | undefined): value is { readonly [name: string]: Plain } =>
  typeof value === "object" && value !== null && !Array.isArray(value);
