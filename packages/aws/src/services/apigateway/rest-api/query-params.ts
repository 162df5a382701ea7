import type { Plain } from "@orrery/kernel";
import { spelled } from "../../../request/params.ts";
import type { PlainObject } from "../../../service/refusal.ts";

/** Members of forms that are lists or maps, by what clients call them. */
const names: Readonly<Record<string, string>> = {
  MessageAttribute: "MessageAttributes",
  MessageSystemAttribute: "MessageSystemAttributes",
  SendMessageBatchRequestEntry: "Entries",
  DeleteMessageBatchRequestEntry: "Entries",
  AttributeName: "AttributeNames",
  MessageAttributeName: "MessageAttributeNames",
};

interface Tree {
  readonly [key: string]: string | Tree;
}

/** The parameters of a form, such as `MessageAttribute.1.Name=a&MessageAttribute.1.Value.StringValue=b`. */
export function queryParams(form: Readonly<Record<string, string>>): PlainObject {
  const tree: Record<string, string | Tree> = {};
  for (const [key, value] of Object.entries(form)) put(tree, key.split("."), value);
  return objectIn(tree);
}

function put(
  tree: Record<string, string | Tree>,
  [name = "", ...rest]: string[],
  value: string,
): void {
  if (rest.length === 0) {
    tree[name] = value;
    return;
  }
  const before = tree[name];
  const inner: Record<string, string | Tree> = typeof before === "object" ? before : {};
  tree[name] = inner;
  put(inner, rest, value);
}

const objectIn = (tree: Tree): PlainObject =>
  Object.fromEntries(
    Object.entries(tree).map(([name, inner]) => {
      const known = Object.hasOwn(names, name) ? names[name]! : name;
      return [known, typeof inner === "string" ? scalar(known, inner) : valueIn(inner)];
    }),
  );

/** Numbered members are a list; one of names and values is a map. */
function valueIn(tree: Tree): Plain {
  const [only] = Object.keys(tree);
  if ((only === "entry" || only === "member") && Object.keys(tree).length === 1) {
    const inner = tree[only]!;
    return typeof inner === "string" ? inner : valueIn(inner);
  }
  const keys = Object.keys(tree);
  if (!keys.every((key) => /^\d+$/.test(key))) return objectIn(tree);
  const items = keys
    .sort((one, other) => Number(one) - Number(other))
    .map((key) => tree[key]!)
    .map((item) => (typeof item === "string" ? item : objectIn(item)));
  const isMap = items.every(
    (item) => typeof item === "object" && "Value" in item && ("Name" in item || "key" in item),
  );
  if (!isMap) return items;
  return Object.fromEntries(
    (items as readonly PlainObject[]).map((item) => [
      spelled(item["Name"] ?? item["key"]),
      item["Value"]!,
    ]),
  );
}

const numbers = ["DelaySeconds", "VisibilityTimeout", "MaxNumberOfMessages", "WaitTimeSeconds"];

const scalar = (name: string, text: string): Plain =>
  numbers.includes(name) && /^\d+$/.test(text) ? Number(text) : text;
