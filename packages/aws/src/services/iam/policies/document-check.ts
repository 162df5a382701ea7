import type { Plain } from "@orrery/kernel";
import { isOperator } from "../../../policy/condition-operators.ts";
import { isObject } from "../../../request/params.ts";
import { refused, type PlainObject, type Refused } from "../../../service/refusal.ts";

/** Of whom a policy is: of a role, with what it may do; or of a role, with who may be it. */
export type PolicyUse = "permissions" | "trust";

/** What is wrong with the text of a policy; `null`: nothing. */
export function checkDocument(text: string, use: PolicyUse): Refused | null {
  let document: Plain;
  try {
    document = JSON.parse(text) as Plain; // JSON holds nothing else.
  } catch {
    return malformed(
      use === "trust" ? "This policy contains invalid Json" : "Syntax errors in policy.",
    );
  }
  if (!isObject(document)) return malformed("Syntax errors in policy.");
  const { Version, Statement } = document;
  if (use === "permissions" && Version !== undefined && Version !== "2012-10-17") {
    return malformed("Policy document must be version 2012-10-17 or greater.");
  }
  const statements = Array.isArray(Statement) ? (Statement as readonly Plain[]) : [Statement];
  if (Statement === undefined || statements.length === 0) {
    return malformed("Syntax errors in policy.");
  }
  for (const each of statements) {
    const wrong = isObject(each) ? checkStatement(each, use) : "Syntax errors in policy.";
    if (wrong !== null) return malformed(wrong);
  }
  return null;
}

function checkStatement(statement: PlainObject, use: PolicyUse): string | null {
  const { Effect, Sid, Condition } = statement;
  const has = (...names: readonly string[]) => names.some((name) => statement[name] !== undefined);
  if (Effect !== "Allow" && Effect !== "Deny") return "Syntax errors in policy.";
  if (typeof Sid === "string" && !/^[a-zA-Z0-9 ]*$/.test(Sid)) {
    return `Statement IDs (SID) must be alpha-numeric. Check that your input satisfies the regular expression [0-9A-Za-z]*`;
  }
  if (use === "trust") {
    if (has("Resource", "NotResource")) return "Has prohibited field Resource";
    if (!has("Principal", "NotPrincipal")) return "Missing required field Principal";
  } else {
    if (has("Principal", "NotPrincipal")) return "Policy document should not specify a principal.";
    if (!has("Resource", "NotResource")) return "Policy statement must contain resources.";
  }
  if (!has("Action", "NotAction")) return "Policy statement must contain actions.";
  return areConditions(Condition) ? null : "Syntax errors in policy.";
}

const areConditions = (condition: Plain | undefined): boolean =>
  condition === undefined ||
  (isObject(condition) &&
    Object.entries(condition).every(([name, keys]) => {
      const bare = name.replace(/^(?:ForAllValues|ForAnyValue):/i, "").replace(/IfExists$/i, "");
      return isOperator(bare) && isObject(keys);
    }));

const malformed = (message: string): Refused => refused("MalformedPolicyDocument", message);

/** Letters of a policy, of which white space does not count. */
export const lengthOf = (text: string): number => text.replaceAll(/\s/g, "").length;
