import type { PlainObject } from "../../../service/refusal.ts";
import type { MadeType, PropertyMeaning } from "../../../service/template-type.ts";
import { permissionDeployment } from "../deployment.ts";

const modeled = (meaning: string): PropertyMeaning => ({
  verdict: "modeled",
  meaning,
  read: "text",
});

/** A permission of a function, a version or an alias in a template. */
export const permissionType: MadeType = {
  type: "AWS::Lambda::Permission",
  grants: true,
  properties: {
    FunctionName: {
      verdict: "modeled",
      meaning: "Names the function whose policy it is in.",
      names: { by: "reference", of: ["AWS::Lambda::Function"] },
      read: "text",
    },
    Action: modeled("Says what is permitted."),
    Principal: modeled("Says to whom."),
    SourceArn: modeled("Says on behalf of which resource."),
    SourceAccount: modeled("Says on behalf of which account."),
    PrincipalOrgID: modeled("Says of which organization."),
    EventSourceToken: modeled("Says for which skill."),
    FunctionUrlAuthType: modeled("Says for which function URLs."),
    InvokedViaFunctionUrl: {
      verdict: "modeled",
      meaning: "Says that only through function URLs.",
      read: "truth",
    },
  },
  make({ FunctionName: given, ...rest }, { named, logicalId, generation, unknown = [] }) {
    const fn = named["FunctionName"]?.resource;
    if (fn === undefined || fn === null) {
      return "Its function is not in this template: nothing is made of it.";
    }
    if (unknown.length > 0 && rest["Principal"] === "*") {
      return "Whom it lets in only a deployment knows: nothing is made of it.";
    }
    const params: PlainObject = {
      FunctionName: fn.name,
      // In a nested stack it has the stack's name before a slash.
      // One that takes the place of another is there beside it for a while.
      StatementId: `${logicalId.replaceAll(/[^a-zA-Z0-9-_]/g, "-")}${generation === 1 ? "" : `-${generation}`}`,
      ...qualifierIn(given as string | undefined), // Read as a text.
      // What only a deployment knows narrows down what a service may do: without it the service may do more.
      ...Object.fromEntries(Object.entries(rest).filter(([name]) => !unknown.includes(name))),
    };
    return [{ operation: "AddPermission", params }];
  },
  meaning: (_values, { named }) =>
    `In the policy of ${named["FunctionName"]?.resource?.logicalId ?? "a function"}, which only its function URLs ask, simulated.`,
  nameIn: (text) => text,
  deployment: permissionDeployment,
};

/** What follows the function in the ARN of a version or an alias. */
function qualifierIn(target: string | undefined): PlainObject {
  const Qualifier = target?.startsWith("arn:") === true ? target.split(":")[7] : undefined;
  return Qualifier === undefined ? {} : { Qualifier };
}
