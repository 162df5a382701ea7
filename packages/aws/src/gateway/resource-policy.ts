import type { Plain } from "@orrery/kernel";
import { ipDigits, ipRangeAccepts, readIpRange } from "../pattern/ip-range.ts";
import { isObject, memberOf, objectOf } from "../request/params.ts";
import type { PlainObject } from "../service/refusal.ts";
import { isLike } from "../policy/wildcard.ts";
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

const texts = (said: Plain | undefined): readonly string[] =>
  [said as Plain]
    .flat()
    .flatMap((each) =>
      typeof each === "string" || typeof each === "boolean" || typeof each === "number"
        ? [`${each}`]
        : [],
    );

function isFor({ Principal, NotPrincipal }: PlainObject, { account }: PolicyCaller): boolean {
  if (NotPrincipal !== undefined) return !names(NotPrincipal, account);
  return names(Principal, account);
}

/** Whether a principal is everybody, or the account that signed or somebody of it. */
function names(principal: Plain | undefined, account: string | null): boolean {
  const said = isObject(principal) ? texts(principal["AWS"]) : texts(principal);
  return said.some(
    (each) => each === "*" || (account !== null && (each === account || each.includes(account))),
  );
}

function holds(condition: Plain | undefined, { keys }: PolicyCaller): boolean {
  return Object.entries(objectOf(condition)).every(([operator, asked]) =>
    Object.entries(objectOf(asked)).every(([key, values]) =>
      isSo(operator, keys[key.toLowerCase()], texts(values)),
    ),
  );
}

const operators: Readonly<Record<string, (value: string, asked: string) => boolean>> = {
  stringequals: (value, asked) => value === asked,
  stringequalsignorecase: (value, asked) => value.toLowerCase() === asked.toLowerCase(),
  stringlike: (value, asked) => isLike(asked, value),
  arnequals: (value, asked) => isLike(asked, value),
  arnlike: (value, asked) => isLike(asked, value),
  ipaddress: isInRange,
  bool: (value, asked) => value.toLowerCase() === asked.toLowerCase(),
};

/** Whether a condition holds. One that is denied holds of a key that is not there, another does not. */
function isSo(said: string, value: string | undefined, asked: readonly string[]): boolean {
  const lower = said.toLowerCase().replace(/^for(?:any|all)values?:/, "");
  const isOptional = lower.endsWith("ifexists");
  const operator = lower.replace(/ifexists$/, "");
  if (operator === "null") return asked.includes(`${value === undefined}`);
  const isDenied = /^(?:string|arn)not|^notip/.test(operator);
  if (value === undefined) return isOptional || isDenied;
  const is = operators[isDenied ? operator.replace("not", "") : operator];
  if (is === undefined) return false;
  return asked.some((each) => is(value, each)) !== isDenied;
}

/** Whether an address is in a block such as `192.0.2.0/24`, or is the one. */
function isInRange(address: string, range: string): boolean {
  const digits = ipDigits(address);
  const one = range.replace(/\/(?:32|128)$/, "");
  if (digits === undefined) return false;
  if (!one.includes("/")) return ipDigits(one) === digits;
  return ipRangeAccepts(readIpRange(one), digits);
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
