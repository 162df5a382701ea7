import type { Plain } from "@orrery/kernel";
import { listOf, memberOf, objectOf, spelled } from "../request/params.ts";
import type { Change, Deployment, TemplateOperation } from "./deployment.ts";
import type { PlainObject } from "./refusal.ts";

/** Parameters of the operation that made a resource, under the names that another one has for them. */
export type Named = readonly (string | readonly [made: string, asked: string])[];

/** What of an operation's parameters another one takes; what is not there is left out. */
export function namedIn(params: PlainObject, names: Named): PlainObject {
  const entries = names.flatMap((name) => {
    const [made, asked] = typeof name === "string" ? [name, name] : name;
    const value = params[made];
    return value === undefined ? [] : [[asked, value] as const];
  });
  return Object.fromEntries(entries);
}

/** By which operation a resource goes, with parameters of the one that made it. */
export const removedBy = (operation: string, ...names: Named): Pick<Deployment, "remove"> => ({
  remove: ({ operations }) =>
    operations.slice(0, 1).map(({ params }) => ({ operation, params: namedIn(params, names) })),
});

/** How one operation changes what another one made. */
export interface UpdateRule {
  /** What names the resource, under the names that the operation has: where it differs, another one is made. */
  readonly names: Named;
  /** What else is made anew where it differs, and not said again. */
  readonly fixed?: readonly string[];
  /** What the operation does not take, such as tags. */
  readonly without?: readonly string[];
  /** What a parameter is set to that a template has no more; others stay out of the request. */
  readonly resets?: PlainObject;
}

/** A resource that an operation changes by saying all of it again. */
export const updatedBy = (
  operation: string,
  { names, fixed = [], without = [], resets = {} }: UpdateRule,
): { readonly change: NonNullable<Deployment["change"]> } => ({
  change({ operations: [before] }, [after]) {
    if (before === undefined || after === undefined) return "replace";
    const keys = names.map((name) => (typeof name === "string" ? name : name[0]));
    const isOther = (name: string) => !isSame(before.params[name], after.params[name]);
    if ([...keys, ...fixed].some(isOther)) return "replace";
    const left = [...keys, ...fixed, ...without];
    const saidIn = (params: PlainObject) =>
      Object.fromEntries(Object.entries(params).filter(([name]) => !left.includes(name)));
    const [was, said] = [saidIn(before.params), saidIn(after.params)];
    if (isSame(was, said)) return [];
    const gone = Object.entries(resets).filter(([name]) => name in was && !(name in said));
    const params = { ...namedIn(after.params, names), ...said, ...Object.fromEntries(gone) };
    return [{ operation, params }];
  },
});

/** Whether two values are the same, whatever the order of their members. */
export const isSame = (one: unknown, other: unknown): boolean =>
  JSON.stringify(inOrder(one)) === JSON.stringify(inOrder(other));

function inOrder(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(inOrder);
  if (typeof value !== "object" || value === null) return value;
  const members = Object.entries(value).sort(([one], [other]) => (one < other ? -1 : 1));
  return Object.fromEntries(members.map(([name, member]) => [name, inOrder(member)]));
}

/** Operations that each set a part of a resource, and how each of these parts is taken away. */
export interface PartRules {
  /** By the operation that sets a part. What is not named here stays as it is. */
  readonly undoing: Readonly<Record<string, (set: PlainObject) => TemplateOperation>>;
  /** Members by which parts are told from each other that one operation sets. @defaultValue none */
  readonly keys?: readonly string[];
}

/** What makes of parts that were set those that are to be: what differs is set, and what is gone taken away. */
export function partChanges(
  before: readonly TemplateOperation[],
  after: readonly TemplateOperation[],
  { undoing, keys = [] }: PartRules,
): readonly TemplateOperation[] {
  const keyOf = ({ operation, params }: TemplateOperation): string =>
    JSON.stringify([operation, ...keys.map((key) => params[key] ?? null)]);
  const known = new Map(before.map((each) => [keyOf(each), each.params]));
  const wanted = new Set(after.map(keyOf));
  return [
    ...before
      .filter((each) => !wanted.has(keyOf(each)))
      .flatMap(({ operation, params }) => undoing[operation]?.(params) ?? []),
    ...after.filter((each) => !isSame(known.get(keyOf(each)), each.params)),
  ];
}

/** How the tags of a resource are set and taken away. */
export interface TagRules {
  /** The parameter of the operation that makes it which has its tags, as a list or by their keys. */
  readonly member: string;
  set(tags: Readonly<Record<string, string>>): TemplateOperation;
  unset(keys: readonly string[]): TemplateOperation;
}

/** What makes of the tags of a resource those that it is to have. */
export function tagChanges(
  before: TemplateOperation | undefined,
  after: TemplateOperation | undefined,
  { member, set, unset }: TagRules,
): readonly TemplateOperation[] {
  const was = tagsIn(before?.params[member]);
  const now = tagsIn(after?.params[member]);
  const gone = Object.keys(was).filter((key) => now[key] === undefined);
  const other = Object.entries(now).filter(([key, value]) => was[key] !== value);
  return [
    ...(gone.length === 0 ? [] : [unset(gone)]),
    ...(other.length === 0 ? [] : [set(Object.fromEntries(other))]),
  ];
}

function tagsIn(said: Plain | undefined): Readonly<Record<string, string>> {
  const entries = Array.isArray(said)
    ? listOf(said).map(
        (tag) => [spelled(memberOf(tag, "Key")), spelled(memberOf(tag, "Value"))] as const,
      )
    : Object.entries(objectOf(said)).map(([key, value]) => [key, spelled(value)] as const);
  return Object.fromEntries(entries);
}

/** What several rules of a change come to: another resource as soon as one of them says so. */
export function allChanges(...changes: readonly Change[]): Change {
  const operations: TemplateOperation[] = [];
  for (const change of changes) {
    if (change === null || change === "replace" || "code" in change) return change;
    operations.push(...change);
  }
  return operations;
}
