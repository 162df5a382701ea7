import type { Extras, ExtraSection } from "@orrery/aws";
import type { Plain } from "@orrery/kernel";
import type { Architecture } from "./architecture.ts";
import { callOf, type CallFile } from "./calls.ts";
import {
  extraSections,
  extrasOfKinds,
  type ExtraOfKind,
  type SectionFile,
} from "./extras-schema.ts";
import { ofKinds } from "./nouns.ts";
import { asOfProgram } from "./quantities.ts";
import { at, fail, type ScenarioSources } from "./reading.ts";
import type { ScenarioDocument } from "./scenario-document.ts";
import { tableDataAt } from "./table-data.ts";
import { targetNamed } from "./targets.ts";
import { problemOf, unknownName, wordingOf, type ScenarioPath } from "./wording.ts";

/** What resources have beside AWS's parameters: of the architecture's own, and over them the file's. */
export function extrasOf(
  document: ScenarioDocument,
  architecture: Architecture,
  sources: ScenarioSources,
  scriptNames: readonly string[],
): Readonly<Record<string, Extras>> {
  const extras: Record<string, Extras> = { ...architecture.extras };
  for (const of of extrasOfKinds) {
    const { section } = of.extra;
    const names = new Map<string, string>();
    for (const [name, said] of Object.entries(saidIn(document, architecture, section))) {
      const path = [section.name, name];
      const { logicalId, value } = valueOf(document, path, said, architecture, sources, of);
      const before = names.get(logicalId);
      if (before !== undefined) {
        fail(document, path, `expected each resource once, received ${before} and ${name}`);
      }
      names.set(logicalId, name);
      extras[logicalId] = { ...extras[logicalId], [of.param]: value };
    }
    checkScripts(document, extras, scriptNames, of, names);
  }
  return extras;
}

/** What updates of stacks say of resources, each over what was said before. */
export type LaterSections = Readonly<Record<string, SectionFile>>;

/**
 * What resources have once an update of stacks is made that says something of them, by logical id.
 *
 * @param path of the update.
 * @param said all that updates up to this one say, by section.
 */
export function updatedExtras(
  document: ScenarioDocument,
  path: ScenarioPath,
  said: LaterSections,
  architecture: Architecture,
  sources: ScenarioSources,
  scriptNames: readonly string[],
): Readonly<Record<string, Extras>> {
  const extras: Record<string, Extras> = {};
  for (const of of extrasOfKinds) {
    const { section } = of.extra;
    const { over = settingBySetting } = section;
    const before = saidIn(document, architecture, section);
    for (const [name, own] of Object.entries(said[section.name] ?? {})) {
      const place = [...path, section.name, name];
      const whole = Object.hasOwn(before, name) ? over(before[name]!, own) : own;
      const { logicalId, value } = valueOf(document, place, whole, architecture, sources, of);
      extras[logicalId] = { ...extras[logicalId], [of.param]: value };
      const script = of.extra.scriptIn?.(value as Plain) ?? null; // Plain data.
      if (script !== null && !scriptNames.includes(script)) {
        fail(document, [...place, "script"], unknownName(scriptNames, script));
      }
    }
  }
  return extras;
}

/**
 * What is said in a section: by the resources where they are made, and over it, setting by setting, by the
 * scenario.
 */
function saidIn(document: ScenarioDocument, architecture: Architecture, section: ExtraSection) {
  const { name: named } = section;
  const said: Record<string, SectionFile[string]> = { ...sectionOf(document, named) };
  if (!Object.hasOwn(architecture.sections, named)) return said;
  const { over = settingBySetting } = section;
  const own = readSection(document, named, architecture.sections[named]!);
  for (const [name, entry] of Object.entries(own)) {
    const given = Object.hasOwn(said, name) ? said[name]! : {};
    said[name] = over(entry, given);
  }
  return said;
}

const settingBySetting: NonNullable<ExtraSection["over"]> = (own, said) => ({ ...own, ...said });

/** The words of constructs, read as a program's. @throws ScenarioError */
function readSection(document: ScenarioDocument, section: string, own: object): SectionFile {
  const read = asOfProgram(() => extraSections[section]!.safeParse(own, { error: wordingOf }));
  if (read.success) return (read.data ?? {}) as SectionFile; // As the schema says.
  const { path, message } = problemOf(read.error.issues);
  return fail(document, [section, ...path], message);
}

/** What a file says in a section; the schema has made it what its kind declares. */
const sectionOf = ({ content }: ScenarioDocument, section: string): SectionFile =>
  (Reflect.get(content, section) as SectionFile | undefined) ?? {};

function valueOf(
  document: ScenarioDocument,
  path: ScenarioPath,
  said: SectionFile[string],
  architecture: Architecture,
  sources: ScenarioSources,
  { kind, extra: { section } }: ExtraOfKind,
): { readonly logicalId: string; readonly value: object } {
  const name = String(path.at(-1));
  const target = targetNamed(document, path, name, architecture, ofKinds([kind]));
  const refusal = target === null ? null : (section.refuses?.(target.settings) ?? null);
  if (refusal !== null) {
    const { expected, received } = refusal;
    fail(document, path, `expected ${expected}, received "${name}", ${received}`);
  }
  const read = Object.entries(said).map(([setting, value]) => {
    const as = section.settings[setting];
    if (as?.kind === "value" && as.isRows === true) {
      return [setting, tableDataAt(document, [...path, setting], value as Plain, sources)]; // It is JSON.
    }
    if (as?.kind !== "calls") return [setting, value];
    const calls = (value as readonly CallFile[]).map(({ per, ...call }, number) => ({
      ...callOf(document, [...path, setting, number], call, architecture),
      ...(per === "message" ? { perMessage: true } : {}),
    }));
    return [setting, calls];
  });
  const value = at(document, path, () =>
    section.read(Object.fromEntries(read) as SectionFile[string]),
  );
  return { logicalId: target?.logicalId ?? name, value };
}

function checkScripts(
  document: ScenarioDocument,
  extras: Readonly<Record<string, Extras>>,
  scriptNames: readonly string[],
  { param, extra }: ExtraOfKind,
  names: ReadonlyMap<string, string>,
): void {
  for (const [logicalId, { [param]: value }] of Object.entries(extras)) {
    const script = value === undefined ? null : (extra.scriptIn?.(value as Plain) ?? null); // Plain data.
    if (script === null || scriptNames.includes(script)) continue;
    const problem =
      scriptNames.length > 0
        ? unknownName(scriptNames, script)
        : `expected scripts, a module that exports them, received none for "${script}"`;
    fail(document, [extra.section.name, names.get(logicalId) ?? logicalId, "script"], problem);
  }
}
