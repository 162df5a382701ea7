import { base64Of } from "@orrery/kernel";
import { TemplateError, type Place } from "./error.ts";
import { evaluate, evaluateText, takeArguments, type Intrinsic, type Scope } from "./evaluation.ts";
import {
  asList,
  asScalar,
  describeNode,
  hasPlaceholder,
  list,
  plainOf,
  scalar,
  type ListNode,
  type TemplateNode,
} from "./node.ts";

/** The intrinsic functions that make texts of lists and lists of texts. */
export const arrayFunctions: Readonly<Record<string, Intrinsic>> = {
  "Fn::Join": join,
  "Fn::Split": split,
  "Fn::Select": select,
  "Fn::Base64": (argument, place, scope) => {
    const text = evaluateText(argument, scope, "a string");
    scope.work.spendText(text.text.length * 2, place);
    return scalar(
      base64Of(new TextEncoder().encode(text.text)),
      place,
      text.placeholder ? "placeholder" : "known",
    );
  },
  "Fn::GetAZs": (argument, place, scope) => {
    const region = evaluate(argument, scope);
    const text = region === undefined ? "" : asScalar(region, "a Region").text;
    const name = text === "" ? scope.environment.region : text;
    return list(
      ["a", "b", "c"].map((zone) => scalar(`${name}${zone}`, place)),
      place,
    );
  },
  "Fn::Cidr": cidr,
  "Fn::Length": (argument, place, scope) => {
    const items = evaluateList(argument, scope, "a list");
    return scalar(items.items.length, place, hasPlaceholder(items) ? "placeholder" : "known");
  },
  "Fn::ToJsonString": (argument, place, scope) => {
    const value = evaluate(argument, scope);
    if (value === undefined || value.kind === "scalar") {
      throw new TemplateError(argument.place, "a mapping or a list", describeNode(value));
    }
    const kind = hasPlaceholder(value) ? "placeholder" : "known";
    const text = JSON.stringify(plainOf(value));
    scope.work.spendText(text.length, place);
    return scalar(text, place, kind);
  },
};

/** Evaluates `node`, which must come to a list; a placeholder stands for a list of one. */
function evaluateList(node: TemplateNode, scope: Scope, expected: string): ListNode {
  const value = evaluate(node, scope);
  if (value === undefined) throw new TemplateError(node.place, expected, "AWS::NoValue");
  if (value.kind === "scalar" && value.placeholder) return list([value], value.place);
  return asList(value, expected);
}

function join(argument: TemplateNode, place: Place, scope: Scope): TemplateNode {
  const expected = "[delimiter, list]";
  const [delimiter, items] = takeArguments(argument, expected, 2, 2);
  const between = delimiter === undefined ? "" : joinDelimiter(delimiter, scope);
  const values = evaluateList(items ?? argument, scope, "a list to join").items;
  const parts = values.map((value) => asScalar(value, "a string to join"));
  const kind = parts.some((part) => part.placeholder) ? "placeholder" : "known";
  const length = parts.reduce((sum, part) => sum + between.length + part.text.length, 0);
  scope.work.spendText(length, place);
  return scalar(parts.map((part) => part.text).join(between), place, kind);
}

function joinDelimiter(node: TemplateNode, scope: Scope): string {
  const value = evaluate(node, scope);
  return value === undefined ? "" : asScalar(value, "a delimiter").text;
}

function split(argument: TemplateNode, place: Place, scope: Scope): TemplateNode {
  const [delimiter, source] = takeArguments(argument, "[delimiter, string]", 2, 2);
  const by = evaluateText(delimiter ?? argument, scope, "a delimiter").text;
  const text = evaluateText(source ?? argument, scope, "a string to split");
  const kind = text.placeholder ? "placeholder" : "known";
  scope.work.spend(text.text.length, place);
  return list(
    text.text.split(by).map((part) => scalar(part, place, kind)),
    place,
  );
}

function select(argument: TemplateNode, place: Place, scope: Scope): TemplateNode | undefined {
  const [position, source] = takeArguments(argument, "[index, list]", 2, 2);
  const index = evaluateText(position ?? argument, scope, "an index");
  const items = evaluateList(source ?? argument, scope, "a list to select from");
  const item = items.items[Number(index.text)];
  if (item !== undefined) return item;
  // What is known only when deployed may have more parts then.
  if (index.placeholder || hasPlaceholder(items)) return scalar(index.text, place, "placeholder");
  const last = items.items.length - 1;
  const expected = last < 0 ? "a list with items" : `an index of 0 to ${last}`;
  throw new TemplateError(index.place, expected, describeNode(index));
}

function cidr(argument: TemplateNode, place: Place, scope: Scope): TemplateNode {
  const expected = "[block, count, bits]";
  const [block, count, bits] = takeArguments(argument, expected, 2, 3).map((part) =>
    evaluateText(part, scope, expected),
  );
  if (block === undefined || count === undefined) return list([], place);
  const wanted = count.placeholder ? 1 : Number(count.text);
  if (!Number.isInteger(wanted) || wanted < 1 || wanted > 256) {
    throw new TemplateError(count.place, "a count of 1 to 256", describeNode(count));
  }
  const base = ipv4Of(block.text);
  // IPv6 blocks, too, are only ever given to resources of the network, which are not modeled.
  if (base === undefined || block.placeholder) {
    return list(
      Array.from({ length: wanted }, () => scalar(block.text, place, "placeholder")),
      place,
    );
  }
  const hostBits = bits === undefined ? 8 : Number(bits.text);
  const blocks = Array.from({ length: wanted }, (_, index) => {
    const address = base + index * 2 ** hostBits;
    const bytes = [24, 16, 8, 0].map((shift) => Math.floor(address / 2 ** shift) % 256);
    return scalar(`${bytes.join(".")}/${32 - hostBits}`, place);
  });
  return list(blocks, place);
}

function ipv4Of(block: string): number | undefined {
  const parts = /^(\d+)\.(\d+)\.(\d+)\.(\d+)\/\d+$/.exec(block)?.slice(1).map(Number);
  return parts?.reduce((sum, part) => sum * 256 + part, 0);
}
