import { own, type Plain } from "@orrery/kernel";
import { conditionsHold, parseCondition } from "../policy/condition.ts";
import { textsOf } from "../policy/texts.ts";
import { isObject, memberOf } from "../request/params.ts";
import type { PlainObject } from "../service/refusal.ts";
import { verdictOf, type PolicyVerdict } from "./execution-policy.ts";

/** Who comes to an API, as its policy sees them. */
export interface PolicyCaller {
  /** The account that signed; `null`: nobody did. */
  readonly account: string | null;
  /** Condition keys in small letters, such as `aws:sourceip`. */
  readonly keys: Readonly<Record<string, string>>;
}

/** What the policy of an API says of whoever wants to come to an ARN. */
export const policyVerdict = (
  policy: PlainObject,
  arn: string,
  caller: PolicyCaller,
): PolicyVerdict =>
  verdictOf(
    policy,
    arn,
    (statement) => isFor(statement, caller) && holds(statement["Condition"], caller),
  );

function isFor({ Principal, NotPrincipal }: PlainObject, { account }: PolicyCaller): boolean {
  if (NotPrincipal !== undefined) return !names(NotPrincipal, account);
  return names(Principal, account);
}

/** Whether a principal is everybody, or the account that signed or somebody of it. */
function names(principal: Plain | undefined, account: string | null): boolean {
  const said = isObject(principal) ? textsOf(principal["AWS"]) : textsOf(principal);
  return said.some(
    (each) => each === "*" || (account !== null && (each === account || each.includes(account))),
  );
}

/** Whether the conditions of a statement hold. A key that the caller does not have is not there. */
function holds(condition: Plain | undefined, { keys }: PolicyCaller): boolean {
  const contextOf = (key: string): readonly string[] | null => {
    const value = own(keys, key);
    return value === undefined ? null : [value];
  };
  return conditionsHold(parseCondition(condition), true, contextOf) === "yes";
}

/** Reads a policy as it is kept; `null`: there is none that can be read. */
export function policyIn(text: string | undefined): PlainObject | null {
  if (text === undefined || text === "") return null;
  try {
    const policy = JSON.parse(text) as Plain; // What JSON.parse gives is plain.
    return isObject(policy) && memberOf(policy, "Statement") !== undefined ? policy : null;
  } catch {
    return null;
  }
}
