import { own } from "@orrery/kernel";
import { codeChanges, type CodeChange } from "../sam/recipe/s3-code.ts";
import type { Position } from "./error.ts";
import { plainOf, type PlainValue } from "./node.ts";
import type { ResolvedResource, ResolvedTemplate } from "./resolved.ts";
import { namePropertyOf } from "./resource-forms.ts";
import facts from "./update-types.json" with { type: "json" };

/** What an update of a stack does to one of its resources. */
export type UpdateAction = "replaces" | "may replace" | "changes" | "adds" | "removes";

/** What becomes of one resource when a stack gets another template. */
export interface ResourceChange {
  readonly logicalId: string;
  readonly type: string;
  readonly action: UpdateAction;
  /** The properties that differ, or that name what is replaced. */
  readonly properties: readonly string[];
  /** What is replaced or removed stays, since a policy of its own says so. */
  readonly isKept: boolean;
  /** CloudFormation refuses to replace it, since the new one would bear the name of the old. */
  readonly isRefused: boolean;
  /** In the new template; of what is removed, in the old one. */
  readonly position: Position;
}

/** What an update does. */
export interface TemplateChanges {
  readonly before: string;
  readonly after: string;
  /** In the order of the new template; those that are removed follow. */
  readonly changes: readonly ResourceChange[];
  /** How many resources stay as they are. */
  readonly unchanged: number;
  /** What becomes of code and definitions that lie elsewhere, where the template says the same or another place. */
  readonly code: readonly CodeChange[];
}

type Deployed = ReadonlyMap<string, ResolvedResource>;

/**
 * What CloudFormation does to stacks that are as `before` says when they get `after`: which resources it
 * replaces, may replace or interrupt, changes in place, adds and removes.
 */
export function templateChanges(
  before: ResolvedTemplate,
  after: ResolvedTemplate,
): TemplateChanges {
  const old = byId(before);
  const fresh = byId(after);
  const changes = new Map<string, ResourceChange>();
  for (const [id, resource] of fresh) {
    if (!old.has(id)) changes.set(id, changeOf(resource, "adds", []));
  }
  // What names a resource that is replaced gets another value, and may be replaced for that in turn.
  for (let isDone = false; !isDone;) {
    isDone = true;
    for (const [id, resource] of fresh) {
      const there = old.get(id);
      if (there === undefined) continue;
      const change = changeBetween(there, resource, changes);
      if (change === null || change.action === changes.get(id)?.action) continue;
      changes.set(id, change);
      isDone = false;
    }
  }
  const removed = [...old].flatMap(([id, resource]) =>
    fresh.has(id) ? [] : [changeOf(resource, "removes", [], "removed")],
  );
  const ordered = [...fresh.keys()].flatMap((id) => changes.get(id) ?? []);
  return {
    before: before.file,
    after: after.file,
    changes: [...ordered, ...removed],
    unchanged: [...fresh.keys()].filter((id) => !changes.has(id)).length,
    code: codeChanges(old, [...fresh.values()]),
  };
}

const byId = ({ resources }: ResolvedTemplate): Deployed =>
  new Map(resources.map((resource) => [resource.logicalId, resource]));

function changeBetween(
  before: ResolvedResource,
  after: ResolvedResource,
  changes: ReadonlyMap<string, ResourceChange>,
): ResourceChange | null {
  const { type, properties, namedBy } = after;
  if (before.type !== type) return changeOf(after, "replaces", ["Type"]);
  const names = new Set([...before.properties.entries.keys(), ...properties.entries.keys()]);
  // What names a new resource has a new value, though the texts of ours may be the same.
  const namesOne = (property: string, ...actions: readonly UpdateAction[]): boolean =>
    (namedBy.get(property) ?? []).some((id) => {
      const action = changes.get(id)?.action;
      return action !== undefined && actions.includes(action);
    });
  const certain = [...names].filter(
    (name) =>
      canonical(before, name) !== canonical(after, name) || namesOne(name, "replaces", "adds"),
  );
  const differing = [...names].filter(
    (name) => certain.includes(name) || namesOne(name, "may replace"),
  );
  if (differing.length === 0) return null;
  const { replaces = "", may = "" } = own(updates, type) ?? {};
  const has = (some: readonly string[], list: string): boolean => {
    const of = list.split(" ");
    return some.some((name) => of.includes(name));
  };
  const isKnown = facts.services.split(" ").includes(type.split("::").slice(0, 2).join("::"));
  // Of what nobody knows here, the careful answer.
  const mayReplace = !isKnown || has(differing, may) || has(differing, replaces);
  const action = has(certain, replaces) ? "replaces" : mayReplace ? "may replace" : "changes";
  const named = namePropertyOf(type);
  const isNamed = named !== undefined && properties.entries.has(named);
  const isRefused = action === "replaces" && isNamed && !differing.includes(named);
  return { ...changeOf(before, action, differing, "replaced", after), isRefused };
}

const updates: Readonly<Record<string, { readonly replaces?: string; readonly may?: string }>> =
  facts.types;

function changeOf(
  resource: ResolvedResource,
  action: UpdateAction,
  properties: readonly string[],
  how?: keyof ResolvedResource["keeps"],
  { logicalId, type, place }: ResolvedResource = resource,
): ResourceChange {
  const position = { line: place.line, column: place.column };
  const isGone = action === "replaces" || action === "removes";
  const isKept = isGone && how !== undefined && resource.keeps[how];
  return { logicalId, type, action, properties, isKept, isRefused: false, position };
}

/** The value of a property as a text that does not depend on the order of members. */
function canonical({ properties }: ResolvedResource, name: string): string {
  const node = properties.entries.get(name)?.value;
  return node === undefined ? "" : JSON.stringify(sorted(plainOf(node)));
}

function sorted(value: PlainValue): PlainValue {
  if (typeof value !== "object" || value === null) return value;
  if (Array.isArray(value)) return value.map((item: PlainValue) => sorted(item));
  const members = Object.entries(value).map(([key, member]): [string, PlainValue] => [
    key,
    sorted(member),
  ]);
  return Object.fromEntries(members.sort(([one], [other]) => (one < other ? -1 : 1)));
}

const titles: readonly (readonly [UpdateAction, string])[] = [
  ["replaces", "replaced: a new one is made, and the old one is deleted with what it holds"],
  ["may replace", "replaced or interrupted, by what the change is"],
  ["changes", "changed in place"],
  ["adds", "added"],
  ["removes", "removed with what it holds"],
];

/** Changes as lines of plain text, each ended by a line feed. */
export function formatChanges(report: TemplateChanges): string {
  const { before, after, changes, unchanged, code } = report;
  const count = (number: number, verb: string) =>
    `${number} ${number === 1 ? `resource ${verb}s` : `resources ${verb}`}`;
  const lines = [
    `${before} to ${after}: ${count(changes.length, "change")}, ${count(unchanged, "stay")}`,
  ];
  const width = changes.reduce((most, { logicalId }) => Math.max(most, logicalId.length), 0);
  for (const [action, title] of titles) {
    const of = changes.filter((change) => change.action === action);
    if (of.length === 0) continue;
    lines.push("", title);
    for (const { logicalId, type, properties, isKept, isRefused } of of) {
      const by = properties.length === 0 ? "" : `: ${properties.join(", ")}`;
      const kept = isKept ? "; the old one is kept by its policy" : "";
      const refused = isRefused
        ? "; CloudFormation refuses it, since the new one would have the same name"
        : "";
      lines.push(`  ${logicalId.padEnd(width)}  ${type}${by}${kept}${refused}`);
    }
  }
  if (code.length > 0) lines.push("", "code and definitions");
  for (const meaning of new Set(code.map((change) => change.meaning))) {
    const those = code.filter((change) => change.meaning === meaning);
    lines.push(`  ${those.map(({ logicalId }) => logicalId).join(", ")}: ${meaning}`);
  }
  return `${lines.join("\n")}\n`;
}
