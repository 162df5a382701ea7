import { own } from "@orrery/kernel";
import { codeChanges, type CodeChange } from "../sam/recipe/s3-code.ts";
import { readTemplate } from "./document.ts";
import { environmentOf } from "./environment.ts";
import type { Position } from "./error.ts";
import { childOf, plainOf, textOf, type PlainValue } from "./node.ts";
import type { OpenFile } from "./includes.ts";
import { openResolution, type ResolveOptions } from "./resolution.ts";
import { resolvedResources } from "./resolve.ts";
import type { ResolvedResource } from "./resolved.ts";
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

/** A template, with its file. */
export interface TemplateText {
  readonly file: string;
  readonly text: string;
  /** Opens files that it names. */
  readonly open?: OpenFile;
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

interface Deployed {
  readonly resource: ResolvedResource;
  readonly policy: (name: "DeletionPolicy" | "UpdateReplacePolicy") => string | undefined;
}

/**
 * What CloudFormation does to a stack of the template `before` when it gets `after`: which resources it
 * replaces, may replace or interrupt, changes in place, adds and removes.
 *
 * @throws TemplateError where CloudFormation or SAM would refuse one of them.
 */
export function templateChanges(
  before: TemplateText,
  after: TemplateText,
  options: ResolveOptions = {},
): TemplateChanges {
  const old = deployedIn(before, options);
  const fresh = deployedIn(after, options);
  const changes = new Map<string, ResourceChange>();
  for (const [id, deployed] of fresh) {
    const there = old.get(id);
    if (there === undefined) changes.set(id, changeOf(deployed, "adds", []));
  }
  // What names a resource that is replaced gets another value, and may be replaced for that in turn.
  for (let isDone = false; !isDone;) {
    isDone = true;
    for (const [id, deployed] of fresh) {
      const there = old.get(id);
      if (there === undefined) continue;
      const change = changeBetween(there, deployed, changes);
      if (change === null || change.action === changes.get(id)?.action) continue;
      changes.set(id, change);
      isDone = false;
    }
  }
  const removed = [...old].flatMap(([id, deployed]) =>
    fresh.has(id) ? [] : [changeOf(deployed, "removes", [], "DeletionPolicy")],
  );
  const ordered = [...fresh.keys()].flatMap((id) => changes.get(id) ?? []);
  return {
    before: before.file,
    after: after.file,
    changes: [...ordered, ...removed],
    unchanged: [...fresh.keys()].filter((id) => !changes.has(id)).length,
    code: codeChanges(
      new Map([...old].map(([id, { resource }]) => [id, resource])),
      [...fresh.values()].map(({ resource }) => resource),
    ),
  };
}

function deployedIn(
  { text, file, open }: TemplateText,
  options: ResolveOptions,
): ReadonlyMap<string, Deployed> {
  const document = readTemplate(text, file);
  const given = Object.entries(options.parameters ?? {});
  // A parameter may be in one of the two alone.
  const parameters = given.filter(([name]) => document.parameters.includes(name));
  const own = { ...environmentOf(options), parameters: Object.fromEntries(parameters) };
  const files = open === undefined ? {} : { open };
  const resolution = openResolution(document, { ...own, ...files }, () => undefined);
  return new Map(
    resolvedResources(resolution).map((resource) => {
      const node = resolution.definitions.get(resource.logicalId)?.node;
      return [resource.logicalId, { resource, policy: (name) => textOf(childOf(node, name)) }];
    }),
  );
}

function changeBetween(
  before: Deployed,
  after: Deployed,
  changes: ReadonlyMap<string, ResourceChange>,
): ResourceChange | null {
  const { type, properties, namedBy } = after.resource;
  if (before.resource.type !== type) return changeOf(after, "replaces", ["Type"]);
  const names = new Set([
    ...before.resource.properties.entries.keys(),
    ...properties.entries.keys(),
  ]);
  // What names a new resource has a new value, though the texts of ours may be the same.
  const namesOne = (property: string, ...actions: readonly UpdateAction[]): boolean =>
    (namedBy.get(property) ?? []).some((id) => {
      const action = changes.get(id)?.action;
      return action !== undefined && actions.includes(action);
    });
  const certain = [...names].filter(
    (name) =>
      canonical(before.resource, name) !== canonical(after.resource, name) ||
      namesOne(name, "replaces", "adds"),
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
  return { ...changeOf(before, action, differing, "UpdateReplacePolicy", after), isRefused };
}

const updates: Readonly<Record<string, { readonly replaces?: string; readonly may?: string }>> =
  facts.types;

function changeOf(
  { policy, resource }: Deployed,
  action: UpdateAction,
  properties: readonly string[],
  kept?: "DeletionPolicy" | "UpdateReplacePolicy",
  at: Deployed = { policy, resource },
): ResourceChange {
  const { logicalId, type, place } = at.resource;
  const position = { line: place.line, column: place.column };
  const isGone = action === "replaces" || action === "removes";
  const isKept = isGone && kept !== undefined && /^Retain/.test(policy(kept) ?? "");
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
