import type { Reading } from "@orrery/aws";
import { TemplateError } from "./error.ts";
import {
  asList,
  asMap,
  asScalar,
  describeNode,
  hasPlaceholder,
  nodeOf,
  plainOf,
  type MapNode,
  type PlainObject,
  type PlainValue,
  type TemplateNode,
} from "./node.ts";

/**
 * What `node` says, read as a resource type wants it. `leave` hears the path of each member that is left
 * out, since only a deployment knows it.
 *
 * @throws TemplateError when it is of another kind.
 */
export function readValue(
  node: TemplateNode,
  reading: Reading,
  leave: (path: string) => void,
): PlainValue {
  if (typeof reading === "string") return readers[reading](node);
  if ("items" in reading) {
    // What is no list is refused by the service, in its words.
    return node.kind === "list"
      ? node.items.map((item) => readValue(item, reading.items, leave))
      : plainOf(node);
  }
  const { members, others, exact = [], asJson } = reading;
  const map = asJson === true ? jsonObject(node) : mapOrNothing(node);
  const values: [string, PlainValue][] = [];
  for (const [name, { value }] of map?.entries ?? []) {
    const own = Object.hasOwn(members, name) ? members[name] : undefined;
    if (own === undefined) {
      if (others === "plain") values.push([name, plainOf(value)]);
    } else if (exact.includes(name) && hasPlaceholder(value)) {
      leave(name);
    } else if (value.kind !== "scalar" || value.value !== null) {
      values.push([name, readValue(value, own, (path) => leave(`${name}.${path}`))]);
    }
  }
  return Object.fromEntries(values);
}

/** A mapping; nothing where only a deployment knows it. */
const mapOrNothing = (node: TemplateNode): MapNode | undefined =>
  node.kind === "scalar" && (node.placeholder || node.value === null) ? undefined : asMap(node);

const readers: Readonly<Record<Extract<Reading, string>, (node: TemplateNode) => PlainValue>> = {
  text,
  wholeNumber,
  truth,
  numberOrText: (node) => (node.kind === "scalar" ? numberOrText(node.text) : plainOf(node)),
  textList: (node) => asList(node, "a list of strings").items.map(text),
  textMap,
  numberMap: (node) =>
    byName(asMap(node), (value) => numberOrText(asScalar(value, "a whole number").text)),
  tags,
  json: (node) => plainOf(jsonObject(node)),
  jsonText: (node) => (node.kind === "scalar" ? text(node) : JSON.stringify(plainOf(node))),
  plain: plainOf,
};

function wholeNumber(node: TemplateNode): number {
  const written = node.kind === "scalar" ? node.text.trim() : "";
  const number = Number(written);
  if (written !== "" && Number.isInteger(number)) return number;
  throw new TemplateError(node.place, "a whole number", describeNode(node));
}

function truth(node: TemplateNode): boolean {
  const written = node.kind === "scalar" ? node.text.trim().toLowerCase() : "";
  if (written === "true" || written === "false") return written === "true";
  throw new TemplateError(node.place, "true or false", describeNode(node));
}

function text(node: TemplateNode): string {
  return asScalar(node).text;
}

const numberOrText = (written: string): number | string =>
  /^-?\d{1,15}$/.test(written) ? Number(written) : written;

const byName = (node: MapNode, read: (value: TemplateNode) => PlainValue): PlainObject =>
  Object.fromEntries([...node.entries].map(([key, { value }]) => [key, read(value)]));

function textMap(node: TemplateNode): PlainObject {
  return byName(asMap(node), (value) =>
    value.kind === "scalar" ? value.text : JSON.stringify(plainOf(value)),
  );
}

/** From tags as CloudFormation (a list) or SAM (a mapping) has them. */
function tags(node: TemplateNode): PlainObject {
  if (node.kind === "map") return textMap(node);
  const found: [string, string][] = [];
  for (const item of asList(node, "a list of tags").items) {
    const { entries } = asMap(item, "a tag with Key and Value");
    const key = entries.get("Key")?.value;
    const value = entries.get("Value")?.value;
    if (key !== undefined && value !== undefined) found.push([text(key), text(value)]);
  }
  return Object.fromEntries(found);
}

/** A mapping, or a text that holds one as JSON. */
function jsonObject(node: TemplateNode): MapNode {
  const written =
    node.kind === "scalar" ? nodeIn(asScalar(node, "a JSON object").text, node) : node;
  if (written?.kind === "map") return written;
  throw new TemplateError(node.place, "a JSON object", describeNode(node));
}

function nodeIn(source: string, { place }: TemplateNode): TemplateNode | undefined {
  try {
    const value = JSON.parse(source) as PlainValue; // JSON holds nothing else.
    JSON.stringify(value); // Throws where it nests too deeply to be written again.
    return nodeOf(value, place);
  } catch {
    return undefined;
  }
}
