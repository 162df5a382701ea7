import type { Plain } from "@orrery/kernel";
import { listOf, objectOf, spelled } from "../../request/params.ts";
import type { Deployment, TemplateOperation } from "../../service/deployment.ts";
import type { PlainObject } from "../../service/refusal.ts";
import { isSame, namedIn, removedBy, type Named } from "../../service/update-operations.ts";

/** A place of a resource, and what it is where a template says nothing; `null`: nothing is there then. */
export type Places = Readonly<Record<string, readonly [path: string, usual: string | null]>>;

/** Puts a value at a place. */
export const replace = (path: string, value: string): PlainObject => ({
  op: "replace",
  path,
  value,
});
/** Takes away what is at a place. */
export const removed = (path: string): PlainObject => ({ op: "remove", path });

/** Changes of single places, of those that differ. */
export const placeChanges = (
  before: PlainObject,
  after: PlainObject,
  places: Places,
): readonly PlainObject[] =>
  Object.entries(places).flatMap(([member, [path, usual]]) => {
    if (isSame(before[member], after[member])) return [];
    const value = after[member] === undefined ? usual : spelled(after[member]);
    return value === null ? [removed(path)] : [replace(path, value)];
  });

/** Changes of a list or a mapping, each of whose members is a place of its own. */
export const memberChanges = (
  before: Readonly<Record<string, string | null>>,
  after: Readonly<Record<string, string | null>>,
  path: string,
): readonly PlainObject[] => [
  ...Object.keys(before)
    .filter((name) => !(name in after))
    .map((name) => removed(`${path}/${escaped(name)}`)),
  ...Object.entries(after)
    .filter(([name, value]) => before[name] !== value)
    .map(([name, value]) => ({
      op: value === null ? "add" : "replace",
      path: `${path}/${escaped(name)}`,
      ...(value === null ? {} : { value }),
    })),
];

/** A name as a part of a path. */
export const escaped = (name: string): string => name.replaceAll("~", "~0").replaceAll("/", "~1");

/** The members of a list, each by itself. */
export const listed = (value: Plain | undefined): Readonly<Record<string, null>> =>
  Object.fromEntries(listOf(value).map((each) => [spelled(each), null]));

/** A mapping of texts. */
export const mapped = (value: Plain | undefined): Readonly<Record<string, string>> =>
  Object.fromEntries(Object.entries(objectOf(value)).map(([name, each]) => [name, spelled(each)]));

/** The operation that changes places of a resource; none where nothing differs. */
export const patch = (
  operation: string,
  named: PlainObject,
  patchOperations: readonly PlainObject[],
): readonly TemplateOperation[] =>
  patchOperations.length === 0 ? [] : [{ operation, params: { ...named, patchOperations } }];

interface PartRule {
  readonly noun: string;
  /** What names it in its operations, by members of the one that made it. */
  readonly names: Named;
  readonly places: Places;
  /** What has another one made where it differs. */
  readonly fixed?: readonly string[];
  /** What it goes by here, and is another's where it differs: no run changes it. */
  readonly known?: string;
  /** Changes of what is no single place. */
  more?(before: PlainObject, after: PlainObject): readonly PlainObject[];
}

/** What becomes of a part of an API whose places are changed one by one. */
export const patchedPart = ({
  noun,
  names,
  places,
  fixed = [],
  known,
  more,
}: PartRule): Deployment => ({
  change({ operations: [before] }, [after]) {
    if (before === undefined || after === undefined) return "replace";
    const [was, is] = [before.params, after.params];
    if (known !== undefined && was[known] !== is[known]) return null;
    const keys = names.map((name) => (typeof name === "string" ? name : name[0]));
    if ([...keys, ...fixed].some((name) => !isSame(was[name], is[name]))) return "replace";
    const changes = [...placeChanges(was, is, places), ...(more?.(was, is) ?? [])];
    return patch(`Update${noun}`, namedIn(is, names), changes);
  },
  ...removedBy(`Delete${noun}`, ...names),
});
