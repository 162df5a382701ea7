import { notAuthorized, textIn, type Access } from "../../service/caller.ts";
import { lambdaRefusal } from "./operations/refusals.ts";

/** What Lambda asks before it does something, and how it refuses. */
export const lambdaAccess: Access = {
  actions: {
    Invoke: "lambda:InvokeFunction",
    InvokeWithResponseStream: "lambda:InvokeFunction",
  },
  resourceOf(params, { partition, region, accountId }) {
    const of = (type: string, name: string) =>
      `arn:${partition}:lambda:${region}:${accountId}:${type}:${name}`;
    const uuid = textIn(params, "UUID");
    if (uuid !== undefined) return of("event-source-mapping", uuid);
    const layer = textIn(params, "Arn") ?? textIn(params, "LayerName");
    if (layer !== undefined) return layer.startsWith("arn:") ? layer : of("layer", layer);
    const name = textIn(params, "FunctionName");
    if (name === undefined) return textIn(params, "Resource") ?? "*";
    const qualifier = textIn(params, "Qualifier");
    const unqualified = name.startsWith("arn:") ? name : of("function", name);
    return qualifier === undefined ? unqualified : `${unqualified}:${qualifier}`;
  },
  denied: (denial) => lambdaRefusal("AccessDeniedException", notAuthorized(denial)),
  passes(params, operation) {
    const role = textIn(params, "Role");
    if (role === undefined || !/^(?:Create|Update)Function/.test(operation)) return null;
    return {
      role,
      service: "lambda.amazonaws.com",
      refused: () =>
        lambdaRefusal(
          "InvalidParameterValueException",
          "The role defined for the function cannot be assumed by Lambda.",
        ),
    };
  },
  // Function URLs have them, and ask their function's policy by themselves.
  absentKeys: ["lambda:functionurlauthtype", "lambda:invokedviafunctionurl"],
};
