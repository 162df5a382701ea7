import type { Plain } from "@orrery/kernel";
import { isObject, listOf, textOf } from "../../../request/params.ts";
import type { PlainObject } from "../../../service/refusal.ts";
import { badRequest, isRefused, type Checked } from "../../../gateway/refusals.ts";

/** A change of one place of a resource. */
export interface PatchOperation {
  readonly op: string;
  readonly path: readonly string[];
  readonly written: string;
  readonly value: string | undefined;
  readonly from: string | undefined;
}

/** The changes that a request asks for. */
export const patchesIn = (params: PlainObject): readonly PatchOperation[] =>
  listOf(params["patchOperations"])
    .filter(isObject)
    .map((each) => {
      const written = textOf(each["path"]) ?? "";
      return {
        op: textOf(each["op"]) ?? "replace",
        path: partsOf(written),
        written,
        value: textOf(each["value"]),
        from: textOf(each["from"]),
      };
    });

/** The parts of a path such as `/variables/a~1b`. */
const partsOf = (path: string): readonly string[] =>
  path
    .split("/")
    .slice(1)
    .map((part) => part.replaceAll("~1", "/").replaceAll("~0", "~"));

/** What of a kind of resource may be changed. */
export interface Patchable {
  /** Paths, as AWS lists them, each with the form of its value; a star stands for a name. */
  readonly paths: Readonly<Record<string, "text" | "truth" | "number" | "list" | "item" | "map">>;
}

/**
 * A resource with its places changed, each by a rule: `text`, `truth` and `number` are one value, a `list` is one of texts
 * parted by commas, an `item` is put into a list or taken out, and all of a `map` may be taken away.
 */
export function patched(
  before: PlainObject,
  operations: readonly PatchOperation[],
  { paths }: Patchable,
): Checked<PlainObject> {
  let after = before;
  for (const operation of operations) {
    const rule = Object.entries(paths).find(([path]) => isAt(path, operation.path));
    if (rule === undefined) {
      const known = Object.keys(paths).join(", ");
      return badRequest(
        `Invalid patch path  '${operation.written}' specified for op '${operation.op}'. Must be one of: [${known}]`,
      );
    }
    const next = applied(after, operation, rule[1]);
    if (isRefused(next)) return next;
    after = next;
  }
  return after;
}

function isAt(path: string, parts: readonly string[]): boolean {
  const wanted = path.split("/").slice(1);
  return (
    wanted.length === parts.length && wanted.every((part, at) => part === "*" || part === parts[at])
  );
}

function applied(
  before: PlainObject,
  { op, path, value, from }: PatchOperation,
  form: Patchable["paths"][string],
): Checked<PlainObject> {
  if (op === "copy" || op === "move") {
    const found = from === undefined ? undefined : valueAt(before, partsOf(from));
    return found === undefined ? before : changedAt(before, path, found);
  }
  if (form === "item") {
    const owner = path.slice(0, -1);
    const items = listOf(valueAt(before, owner)).filter((item) => item !== path.at(-1));
    return changedAt(before, owner, op === "remove" ? items : [...items, path.at(-1)!]);
  }
  if (op === "remove") return changedAt(before, path, undefined);
  const said = value ?? "";
  switch (form) {
    case "truth":
      return changedAt(before, path, said === "true");
    case "number": {
      const number = Number(said);
      if (said === "" || !Number.isFinite(number)) {
        return badRequest(`Invalid value specified for patch path /${path.join("/")}`);
      }
      return changedAt(before, path, number);
    }
    case "list":
      return changedAt(before, path, said === "" ? [] : said.split(","));
    default:
      return changedAt(before, path, said);
  }
}

/** What lies at a place; `undefined`: nothing. */
function valueAt(of: Plain | undefined, path: readonly string[]): Plain | undefined {
  let value = of;
  for (const name of path) {
    value = isObject(value) && Object.hasOwn(value, name) ? value[name] : undefined;
  }
  return value;
}

/** An object with another value at a place; `undefined`: with none. */
export function changedAt(
  of: PlainObject,
  [name, ...rest]: readonly string[],
  value: Plain | undefined,
): PlainObject {
  const own = name!; // A path has a part.
  if (rest.length > 0) {
    const inner = Object.hasOwn(of, own) && isObject(of[own]) ? of[own] : {};
    return { ...of, [own]: changedAt(inner, rest, value) };
  }
  if (value !== undefined) return { ...of, [own]: value };
  const { [own]: _, ...others } = of;
  return others;
}
