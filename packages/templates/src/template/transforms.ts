import { withNearest } from "@orrery/aws";
import { TemplateError, type Place } from "./error.ts";
import { childOf, textOf, type MapNode, type TemplateNode } from "./node.ts";
import type { Work } from "./work.ts";

/** A macro that changes the template as a whole. */
interface TransformCall {
  readonly name: string;
  readonly place: Place;
}

/** The macro of SAM. */
const serverless = "AWS::Serverless-2016-10-31";
const languageExtensions = "AWS::LanguageExtensions";

/** AWS's own macros that are carried out. */
const carriedOut: readonly string[] = [serverless, languageExtensions, "AWS::Include"];

/**
 * AWS's own macros that are not: what they would add is missing.
 *
 * Source: AWSCloudFormation/latest/TemplateReference/transform-reference.html, read 2026-11.
 */
const leftOut: readonly string[] = [
  "AWS::CodeDeployBlueGreen",
  "AWS::CodeStar",
  "AWS::SecretsManager-2020-07-23",
  "AWS::SecretsManager-2024-09-16",
  "AWS::ServiceCatalog",
];

/** The macros that change the template as a whole. */
function callsIn(root: MapNode): readonly TransformCall[] {
  const node = childOf(root, "Transform");
  const items = node === undefined ? [] : node.kind === "list" ? node.items : [node];
  return items.map((item) => ({
    name: textOf(item) ?? textOf(childOf(item, "Name")) ?? "without a name",
    place: item.place,
  }));
}

/** Whether the template is transformed by a macro. */
const isTransformedBy = (root: MapNode, macro: string): boolean =>
  callsIn(root).some(({ name }) => name === macro);

/** Whether the template has the functions of AWS::LanguageExtensions. */
export const hasLanguageExtensions = (root: MapNode): boolean =>
  isTransformedBy(root, languageExtensions);

/** Adds what a macro of AWS would do that is not carried out. */
export function warnOfTransforms(root: MapNode, warn: (text: string) => void): void {
  for (const { name } of callsIn(root)) {
    if (!leftOut.includes(name)) continue;
    warn(`Transform ${name}: it is not carried out; what it would add is missing.`);
  }
}

/**
 * Refuses macros that are functions of an account. CloudFormation gives every macro the whole template, so that it
 * is refused whatever the template uses of it: what it would make of it nobody knows here.
 *
 * @throws TemplateError
 */
export function checkMacros(root: MapNode): void {
  for (const { name, place } of callsIn(root)) {
    const known = [...carriedOut, ...leftOut];
    if (known.includes(name)) continue;
    const expected = `no macro but ${carriedOut.slice(0, -1).join(", ")} or ${carriedOut.at(-1)}, since others are functions of an account`;
    throw new TemplateError(place, expected, withNearest(name, known));
  }
}

/**
 * Refuses sections and functions of macros that the template does not name, as CloudFormation does.
 *
 * @throws TemplateError
 */
export function checkTransforms(root: MapNode, work: Work): void {
  checkSections(root);
  if (!hasLanguageExtensions(root)) checkFunctions(root, work);
}

/** All that a template may have; SAM takes its own out. */
const sections: readonly string[] = [
  "AWSTemplateFormatVersion",
  "Description",
  "Metadata",
  "Parameters",
  "Rules",
  "Mappings",
  "Conditions",
  "Transform",
  "Hooks",
  "Resources",
  "Outputs",
];

function checkSections(root: MapNode): void {
  const own = isTransformedBy(root, serverless) ? ["Globals"] : [];
  const known = [...sections, ...own, "Fn::Transform"];
  const wrong = [...root.entries].filter(([name]) => !known.includes(name));
  const [[, { place }] = ["", { place: root.place }]] = wrong;
  if (wrong.length === 0) return;
  const names = wrong.map(([name]) => name).join(", ");
  const words = `Invalid template property or properties [${names}]`;
  throw TemplateError.saying(place, withMacro(words, names === "Globals" ? serverless : undefined));
}

/** Refuses types of SAM that nobody turns into others: `types` are all that the template has, with their places. */
export function checkServerless(
  root: MapNode,
  types: readonly { readonly type: string; readonly place: Place }[],
): void {
  const [first] = types;
  if (first === undefined || isTransformedBy(root, serverless)) return;
  const names = [...new Set(types.map(({ type }) => type))].join(", ");
  const words = `Template format error: Unrecognized resource types: [${names}]`;
  throw TemplateError.saying(first.place, withMacro(words, serverless));
}

const withMacro = (words: string, macro: string | undefined): string =>
  macro === undefined ? words : `${words}; the template does not say Transform: ${macro}`;

/** Refuses functions of the language extensions where the template does not have them. */
function checkFunctions(root: MapNode, work: Work): void {
  const refuse = (place: Place, words: string): never => {
    throw TemplateError.saying(place, withMacro(words, languageExtensions));
  };
  const check = (node: TemplateNode): void => {
    work.spend(1, node.place);
    if (node.kind === "list") node.items.forEach(check);
    if (node.kind !== "map") return;
    for (const [name, { place, value }] of node.entries) {
      const isOwn = name === "Fn::Length" || name === "Fn::ToJsonString";
      if (name.startsWith("Fn::ForEach::") || (isOwn && node.entries.size === 1)) {
        refuse(place, unsupported(name));
      }
      if (name === "Fn::FindInMap" && value.kind === "list" && value.items.length > 3) {
        refuse(place, threeParameters);
      }
      check(value);
    }
  };
  for (const section of ["Conditions", "Resources", "Outputs"]) {
    const entries = childOf(root, section);
    if (entries?.kind !== "map") continue;
    for (const [name, { place, value }] of entries.entries) {
      if (name.startsWith("Fn::ForEach::")) {
        refuse(
          place,
          `Template format error: ${section.slice(0, -1)} name ${name} is non alphanumeric`,
        );
      }
      for (const policy of ["DeletionPolicy", "UpdateReplacePolicy"]) {
        const said = section === "Resources" ? childOf(value, policy) : undefined;
        if (said?.kind === "map") {
          refuse(said.place, `Template format error: Every ${policy} member must be a string.`);
        }
      }
      if (value.kind !== "map") check(value);
      else for (const [key, part] of value.entries) if (key !== "Metadata") check(part.value);
    }
  }
}

const unsupported = (name: string): string =>
  `Template error: Encountered unsupported function: ${name} Supported functions are: [${supported.join(", ")}]`;

const supported: readonly string[] = [
  ..."Base64 GetAtt GetAZs ImportValue Join Split FindInMap Select".split(" ").map(withPrefix),
  "Ref",
  ..."Equals If Not".split(" ").map(withPrefix),
  "Condition",
  ..."And Or Contains EachMemberEquals EachMemberIn ValueOf ValueOfAll RefAll Sub Cidr"
    .split(" ")
    .map(withPrefix),
];

function withPrefix(name: string): string {
  return `Fn::${name}`;
}

const threeParameters =
  "Template error: every Fn::FindInMap object requires three parameters, the map name, map key and the attribute for return value";
