import type { Plain } from "@orrery/kernel";
import { sizeInUtf8 } from "../../../text/utf8.ts";
import type { PlainObject, Refused } from "../../../service/refusal.ts";
import type { Resource } from "../../../service/resource.ts";
import type { ControlPlane } from "../../../service/service-model.ts";
import { lambdaLimits } from "../limits.ts";
import { invalid, lambdaRefusal, type Checked } from "../operations/refusals.ts";

/** Who may do what with a function, a version or an alias, statement by statement. Plain data. */
export type Policy = readonly PlainObject[];

/** A statement as AddPermission makes it of its parameters, which were checked; for a resource of this ARN. */
export function statementOf(
  params: PlainObject,
  arn: string,
  plane: Pick<ControlPlane, "partition">,
): Checked<PlainObject> {
  const { StatementId, Action, Principal, FunctionUrlAuthType } = params;
  const principal = principalOf(Principal as string, plane); // Checked as a text.
  if (principal === undefined) {
    return invalid("The provided principal was invalid. Please check the principal and try again.");
  }
  if (FunctionUrlAuthType !== undefined && Action !== invokeFunctionUrl) {
    return invalid("FunctionUrlAuthType is only supported for lambda:InvokeFunctionUrl action");
  }
  const conditions = conditionsOf(params);
  return {
    Sid: StatementId!,
    Effect: "Allow",
    Principal: principal,
    Action: Action!,
    Resource: arn,
    ...(Object.keys(conditions).length === 0 ? {} : { Condition: conditions }),
  };
}

const invokeFunctionUrl = "lambda:InvokeFunctionUrl";

/** Who a permission is for: everybody, a service, an account, or one of its identities; `undefined`: nobody that there is. */
function principalOf(
  text: string,
  { partition }: Pick<ControlPlane, "partition">,
): Plain | undefined {
  if (text === "*") return "*";
  if (text.startsWith("arn:")) return { AWS: text };
  if (/^\d{12}$/.test(text)) return { AWS: `arn:${partition}:iam::${text}:root` };
  return /^[^\s]+\.amazon(?:aws\.com(?:\.cn)?|\.com)$/.test(text) ? { Service: text } : undefined;
}

/** By operator, in the order in which AWS writes the keys. */
const keys: readonly (readonly [param: string, operator: string, key: string])[] = [
  ["SourceAccount", "StringEquals", "AWS:SourceAccount"],
  ["FunctionUrlAuthType", "StringEquals", "lambda:FunctionUrlAuthType"],
  ["PrincipalOrgID", "StringEquals", "aws:PrincipalOrgID"],
  ["EventSourceToken", "StringEquals", "lambda:EventSourceToken"],
  ["InvokedViaFunctionUrl", "Bool", "lambda:InvokedViaFunctionUrl"],
  ["SourceArn", "ArnLike", "AWS:SourceArn"],
];

function conditionsOf(params: PlainObject): PlainObject {
  const conditions: Record<string, PlainObject> = {};
  for (const [param, operator, key] of keys) {
    const value = params[param];
    if (value === undefined) continue;
    const said = typeof value === "boolean" ? `${value}` : value;
    conditions[operator] = { ...conditions[operator], [key]: said };
  }
  return conditions;
}

/** A policy as GetPolicy shows it. */
export const documentOf = (policy: Policy): string =>
  JSON.stringify({ Version: "2012-10-17", Id: "default", Statement: policy });

/** Why a policy is too long; `null`: it is not. */
export function lengthRefusal(policy: Policy): Refused | null {
  const size = sizeInUtf8(documentOf(policy));
  const limit = lambdaLimits.resourcePolicy;
  return size <= limit
    ? null
    : lambdaRefusal(
        "PolicyLengthExceededException",
        `The final policy size (${size}) is bigger than the limit (${limit}).`,
      );
}

/** Whether a policy lets everybody do something with a function URL of no authentication. */
export const opensToAll = (policy: Policy, action: string): boolean =>
  policy.some(
    ({ Principal, Action, Condition }) =>
      (Action === action || Action === "lambda:*" || Action === "*") &&
      Principal === "*" &&
      Object.entries((Condition ?? {}) as Readonly<Record<string, PlainObject>>).every(
        ([, wanted]) =>
          Object.entries(wanted).every(
            ([key, value]) =>
              (key === "lambda:FunctionUrlAuthType" && value === "NONE") ||
              (key === "lambda:InvokedViaFunctionUrl" && value === "true"),
          ),
      ),
  );

/** The policy in the record of a function, a version or an alias. */
export const policyTextIn = ({ policy }: PlainObject): string | undefined =>
  policy === undefined ? undefined : documentOf(policy as Policy); // Kept as one.

/** Who may do what with a function, a version or an alias; nobody by its policy, where it has none. */
export const policyOf = ({ record }: Resource): Policy => (record["policy"] ?? []) as Policy; // Kept as one.
