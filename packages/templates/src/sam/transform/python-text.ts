import { isList, isMap, type Json } from "./json.ts";

/** A value as the translator prints it in messages: as Python does. */
export function printed(value: Json | undefined): string {
  if (typeof value === "string") return value;
  return represented(value);
}

/** As {@link printed}, texts in quotes: so values look within lists and mappings. */
export function represented(value: Json | undefined): string {
  if (value === undefined || value === null) return "None";
  if (value === true) return "True";
  if (value === false) return "False";
  if (typeof value === "number") return String(value);
  if (typeof value === "string") return quoted(value);
  if (isList(value)) return `[${value.map(represented).join(", ")}]`;
  const members = Object.entries(value).map(
    ([key, member]) => `${quoted(key)}: ${represented(member)}`,
  );
  return `{${members.join(", ")}}`;
}

function quoted(text: string): string {
  const mark = text.includes("'") && !text.includes('"') ? '"' : "'";
  const escaped = text
    .replaceAll("\\", "\\\\")
    .replaceAll("\n", "\\n")
    .replaceAll("\r", "\\r")
    .replaceAll("\t", "\\t");
  return `${mark}${mark === "'" ? escaped.replaceAll("'", "\\'") : escaped}${mark}`;
}

/** How the type of a value is called there. */
export function typeName(value: Json | undefined): string {
  if (value === undefined || value === null) return "NoneType";
  if (typeof value === "boolean") return "bool";
  if (typeof value === "number") return Number.isInteger(value) ? "int" : "float";
  if (typeof value === "string") return "str";
  return isMap(value) ? "dict" : "list";
}

/** JSON with sorted keys and ASCII letters alone, on one line: what hashes are made of. */
export function canonicalJson(value: Json): string {
  if (isList(value)) return `[${value.map(canonicalJson).join(",")}]`;
  if (!isMap(value)) return asciiJson(value);
  const members = sortedEntries(value).map(
    ([key, member]) => `${asciiJson(key)}:${canonicalJson(member)}`,
  );
  return `{${members.join(",")}}`;
}

/** JSON with sorted keys, indented by four spaces. */
export function indentedJson(value: Json, indent = ""): string {
  const inner = `${indent}    `;
  if (isList(value)) {
    if (value.length === 0) return "[]";
    const items = value.map((item) => `${inner}${indentedJson(item, inner)}`);
    return `[\n${items.join(",\n")}\n${indent}]`;
  }
  if (!isMap(value)) return asciiJson(value);
  const members = sortedEntries(value).map(
    ([key, member]) => `${inner}${asciiJson(key)}: ${indentedJson(member, inner)}`,
  );
  return members.length === 0 ? "{}" : `{\n${members.join(",\n")}\n${indent}}`;
}

const sortedEntries = (map: Readonly<Record<string, Json>>): [string, Json][] =>
  Object.entries(map).sort(([one], [other]) => (one < other ? -1 : one > other ? 1 : 0));

const asciiJson = (value: string | number | boolean | null): string =>
  JSON.stringify(value).replace(
    /[\u007f-\uffff]/g,
    (letter) => `\\u${letter.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
