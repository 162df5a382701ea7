import { TemplateError } from "./error.ts";
import { evaluate, evaluateText, takeArguments, type Scope } from "./evaluation.ts";
import {
  asList,
  asMap,
  asScalar,
  scalar,
  type MapEntry,
  type MapNode,
  type TemplateNode,
} from "./node.ts";

const opening = "Fn::ForEach::";

/**
 * Writes out the loops `Fn::ForEach::Name: [Identifier, [value, …], {key: body}]` in `node`, and names in references that
 * functions make.
 *
 * Source: AWSCloudFormation/latest/TemplateReference/intrinsic-function-reference-foreach.html.
 *
 * @throws TemplateError when a loop is not of that form, or makes a key that is there already.
 */
export function expandLoops(node: TemplateNode, scope: Scope): TemplateNode {
  scope.work.spend(1, node.place);
  if (node.kind === "scalar") return node;
  if (node.kind === "list") {
    return { ...node, items: node.items.map((item) => expandLoops(item, scope)) };
  }
  const written = referenceIn(node, scope);
  if (written !== undefined) return written;
  const entries = new Map<string, MapEntry>();
  const add = (key: string, entry: MapEntry) => {
    if (entries.has(key)) throw new TemplateError(entry.place, "a key that is new", key);
    entries.set(key, entry);
  };
  for (const [key, entry] of node.entries) {
    if (key.startsWith(opening)) {
      for (const [made, madeEntry] of expandLoop(entry, scope).entries) add(made, madeEntry);
    } else {
      add(key, { place: entry.place, value: expandLoops(entry.value, scope) });
    }
  }
  return { ...node, entries };
}

/**
 * A `Ref` or `Fn::GetAtt` whose names functions make, with the names in their place; `undefined`: it is none. They are
 * made of parameters and mappings, as the transform knows nothing else.
 *
 * Source: AWSCloudFormation/latest/TemplateReference/transform-aws-languageextensions.html.
 */
function referenceIn({ kind, entries, place }: MapNode, scope: Scope): MapNode | undefined {
  const [[name, entry] = []] = entries.size === 1 ? entries : [];
  if (name === undefined || entry === undefined) return undefined;
  const named = (node: TemplateNode, expected: string): TemplateNode =>
    node.kind === "map" ? evaluateText(expandLoops(node, scope), scope, expected) : node;
  const { value } = entry;
  let said: TemplateNode | undefined;
  if (name === "Ref" && value.kind === "map") {
    said = named(value, "the name of a parameter or resource");
  } else if (name === "Fn::GetAtt" && value.kind === "list") {
    const expected = "a resource and an attribute, such as Orders.Arn";
    said = { ...value, items: value.items.map((item) => named(item, expected)) };
  }
  return said === undefined
    ? undefined
    : { kind, place, entries: new Map([[name, { ...entry, value: said }]]) };
}

function expandLoop({ place, value }: MapEntry, scope: Scope): MapNode {
  const expected = "[identifier, list, {key: body}]";
  const [identifierNode, collectionNode, bodyNode] = takeArguments(value, expected, 3, 3);
  const identifier = asScalar(identifierNode ?? value, "an identifier").text;
  const collection = evaluate(collectionNode ?? value, scope);
  const items = asList(collection ?? value, "a list to loop over").items;
  const body = asMap(bodyNode ?? value, "a mapping of what each turn makes");

  const entries = new Map<string, MapEntry>();
  for (const item of items) {
    const { text } = asScalar(item, "a string to loop over");
    // Inner loops see the identifiers of outer ones already replaced.
    const turn = expandLoops(replaceIdentifier(body, identifier, text, scope), scope);
    for (const [key, entry] of asMap(turn).entries) {
      if (entries.has(key)) {
        const wanted = `a key that contains \${${identifier}}`;
        throw new TemplateError(entry.place, wanted, key);
      }
      entries.set(key, entry);
    }
  }
  return { kind: "map", entries, place };
}

function replaceIdentifier(
  node: TemplateNode,
  identifier: string,
  text: string,
  scope: Scope,
): TemplateNode {
  scope.work.spend(1, node.place);
  const inText = (source: string) => {
    const parts = source.split(`\${${identifier}}`);
    const plainParts = source.split(`&{${identifier}}`);
    const times = parts.length + plainParts.length;
    scope.work.spendText(source.length + times * text.length, node.place);
    return parts.join(text).replaceAll(`&{${identifier}}`, lettersOf(text));
  };
  if (node.kind === "scalar") {
    if (typeof node.value !== "string") return node;
    return { ...node, value: inText(node.value), text: inText(node.text) };
  }
  if (node.kind === "list") {
    const items = node.items.map((item) => replaceIdentifier(item, identifier, text, scope));
    return { ...node, items };
  }
  const reference = node.entries.size === 1 ? node.entries.get("Ref")?.value : undefined;
  if (reference?.kind === "scalar" && reference.text === identifier) {
    return scalar(text, reference.place);
  }
  const entries = [...node.entries].map(([key, entry]): [string, MapEntry] => {
    const value = replaceIdentifier(entry.value, identifier, text, scope);
    const path = inText(entry.place.path);
    return [inText(key), { place: { ...entry.place, path }, value }];
  });
  return { ...node, entries: new Map(entries) };
}

const lettersOf = (text: string): string => text.replace(/[^A-Za-z0-9]/g, "");
