import { valueAsOf } from "@orrery/kernel";
import { JsonTextError } from "../../../pattern/json-failure.ts";
import { readJsonTree, type JsonMember, type JsonTree } from "../../../pattern/json-tree.ts";
import { PatternError } from "../../../pattern/pattern-error.ts";
import { sizeInUtf8 } from "../../../text/utf8.ts";
import { anythingButEndings, filterPolicyLimits } from "../limits.ts";
import { checkNumbers, filterPolicyDialect, tooComplex, wildcardsIn } from "./filter-dialect.ts";
import { FilterPolicyError } from "./filter-policy-error.ts";
import { isEmptyObject } from "./filter-policy.ts";
import type { FilterPolicyScope } from "../config.ts";
import { placeAt, placedPolicy } from "./policy-place.ts";
import { readPatternTree } from "../../../pattern/pattern-rules.ts";

/** What SNS has against a filter policy; `null` for nothing. */
export function againstFilterPolicy(
  text: string,
  scope: FilterPolicyScope,
  asOf: string,
): FilterPolicyError | null {
  try {
    check(text, scope, asOf);
    return null;
  } catch (error) {
    if (error instanceof FilterPolicyError) return error;
    if (!(error instanceof JsonTextError)) throw error;
    const { line, column } = placeOfFailure(text);
    const place = placeAt(text, line, column, asOf);
    return new FilterPolicyError(`failed to parse JSON. ${error.message}${place}`);
  }
}

function check(text: string, scope: FilterPolicyScope, asOf: string): void {
  if (sizeInUtf8(text) > filterPolicyLimits.size) throw new FilterPolicyError(tooComplex);
  const tree = readJsonTree(text);
  if (isEmptyObject(tree)) return;
  if (tree.type === "object") {
    if (scope === "MessageAttributes" && nests(tree.members)) {
      throw new FilterPolicyError(
        "Filter policy scope MessageAttributes does not support nested filter policy",
        "scope",
      );
    }
    if (leafNamesIn(tree.members, "", new Set()).size > filterPolicyLimits.keys) {
      throw new FilterPolicyError(
        `Filter policy can not have more than ${filterPolicyLimits.keys} keys`,
      );
    }
    if (combinationsIn(tree.members, 1) > filterPolicyLimits.combinations) {
      throw new FilterPolicyError(tooComplex);
    }
    if (wildcardPoints(tree.members) > filterPolicyLimits.wildcardPoints) {
      throw new FilterPolicyError(tooComplex);
    }
    forEachLeaf(tree.members, checkNumbers);
  }
  checkForm(tree, asOf);
}

/** What AWS's matcher has against a policy: it says where. */
function checkForm(policy: JsonTree, asOf: string): void {
  const { tree, place } = placedPolicy(policy);
  try {
    readPatternTree(tree, filterPolicyDialect([], valueAsOf(anythingButEndings, asOf)));
  } catch (error) {
    if (!(error instanceof PatternError)) throw error;
    throw new FilterPolicyError(`${error.reason}${place(asOf)}`);
  }
}

const isChoice = ({ name, value }: JsonMember): boolean =>
  name === "$or" && value.type === "array" && value.items.every(({ type }) => type === "object");

const branchesOf = ({ value }: JsonMember): readonly (readonly JsonMember[])[] =>
  value.type !== "array"
    ? []
    : value.items.flatMap((item) => (item.type === "object" ? [item.members] : []));

function nests(members: readonly JsonMember[]): boolean {
  return members.some((member) =>
    isChoice(member) ? branchesOf(member).some(nests) : member.value.type === "object",
  );
}

/** The dotted names of all leaves; a name in several branches of `$or` counts once. */
function leafNamesIn(
  members: readonly JsonMember[],
  before: string,
  names: Set<string>,
): ReadonlySet<string> {
  for (const member of members) {
    const { name, value } = member;
    if (isChoice(member)) {
      for (const branch of branchesOf(member)) leafNamesIn(branch, before, names);
    } else if (value.type === "object") {
      leafNamesIn(value.members, `${before}${name}.`, names);
    } else {
      names.add(before + name);
    }
  }
  return names;
}

/** Values times depth of each key, multiplied; the branches of `$or` added up. */
function combinationsIn(members: readonly JsonMember[], depth: number): number {
  let product = 1;
  for (const member of members) {
    const { value } = member;
    if (isChoice(member)) {
      let sum = 0;
      for (const branch of branchesOf(member)) sum += combinationsIn(branch, depth);
      product *= sum;
    } else if (value.type === "object") {
      product *= combinationsIn(value.members, depth + 1);
    } else if (value.type === "array") {
      product *= value.items.length * depth;
    }
  }
  return product;
}

function forEachLeaf(
  members: readonly JsonMember[],
  visit: (items: readonly JsonTree[]) => void,
): void {
  for (const member of members) {
    const { value } = member;
    if (isChoice(member)) for (const branch of branchesOf(member)) forEachLeaf(branch, visit);
    else if (value.type === "object") forEachLeaf(value.members, visit);
    else if (value.type === "array") visit(value.items);
  }
}

/** Of each field: the points of its wildcards, times how many they are; added up. */
function wildcardPoints(members: readonly JsonMember[]): number {
  let total = 0;
  forEachLeaf(members, (items) => {
    let points = 0;
    let patterns = 0;
    for (const item of items) {
      if (item.type !== "object") continue;
      for (const { name, value } of item.members) {
        for (const text of wildcardsIn(name, value)) {
          patterns += 1;
          points += name === "anything-but" || starsIn(text) < 2 ? 1 : 3;
        }
      }
    }
    total += points * patterns;
  });
  return total;
}

const starsIn = (text: string): number => text.replace(/\\[\\*]/g, "").split("*").length - 1;

/** Where a text stops being JSON, in lines and columns that count from 1. */
function placeOfFailure(text: string): { readonly line: number; readonly column: number } {
  // The shortest beginning that no further text could mend ends with the character that is wrong.
  let [good, bad] = [0, text.length + 1];
  while (bad - good > 1) {
    const middle = Math.floor((good + bad) / 2);
    if (middle <= text.length && breaks(text.slice(0, middle))) bad = middle;
    else good = middle;
    if (middle === text.length && good === middle) break;
  }
  const lines = text.slice(0, Math.min(bad, text.length) - 1).split("\n");
  const atEnd = bad > text.length;
  return { line: lines.length, column: lines.at(-1)!.length + (atEnd ? 2 : 1) };
}

function breaks(text: string): boolean {
  try {
    readJsonTree(text);
    return false;
  } catch (error) {
    if (!(error instanceof JsonTextError)) throw error;
    return !error.message.startsWith("Unexpected end-of-input");
  }
}
