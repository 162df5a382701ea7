import type { PlainObject } from "../../../service/refusal.ts";
import { domainOf } from "./request-event.ts";
import { urlIdOf } from "./url-id.ts";
import type { MadeType, PropertyMeaning, Reading } from "../../../service/template-type.ts";
import { urlDeployment } from "../deployment.ts";

const modeled = (meaning: string, read: Reading): PropertyMeaning => ({
  verdict: "modeled",
  meaning,
  read,
});

const cors: Reading = {
  members: {
    AllowCredentials: "truth",
    AllowHeaders: "textList",
    AllowMethods: "textList",
    AllowOrigins: "textList",
    ExposeHeaders: "textList",
    MaxAge: "wholeNumber",
  },
};

/** A function URL in a template. */
export const urlType: MadeType = {
  type: "AWS::Lambda::Url",
  isEntry: true,
  returns({ region, property, arnOf }) {
    const target = property("TargetFunctionArn") ?? "";
    const [, , , , , , named = target, alias] = target.split(":");
    const qualifier = alias ?? property("Qualifier") ?? null;
    const urlId = urlIdOf(named, qualifier);
    const arn = arnOf("AWS::Lambda::Function", named);
    return {
      FunctionArn: qualifier === null ? arn : `${arn}:${qualifier}`,
      FunctionUrl: `https://${domainOf({ urlId, region })}/`,
    };
  },
  flow: { carries: { from: "TargetFunctionArn", to: "TargetFunctionArn", by: "sends" } },
  properties: {
    TargetFunctionArn: {
      verdict: "modeled",
      meaning: "Names the function that requests invoke.",
      names: { by: "reference", of: ["AWS::Lambda::Function"] },
      read: "text",
    },
    AuthType: modeled("Says whether requests must be signed.", "text"),
    Qualifier: modeled("Names the alias that requests invoke.", "text"),
    Cors: modeled("Says which web pages may ask, and answers their preflights.", cors),
    InvokeMode: modeled("Says whether answers are streamed.", "text"),
  },
  make(values, { named }) {
    const { TargetFunctionArn: given, AuthType, Qualifier, Cors, InvokeMode } = values;
    const fn = named["TargetFunctionArn"]?.resource;
    if (fn === undefined || fn === null) {
      return "Its function is not in this template: nothing is made of it.";
    }
    const alias = aliasIn(given as string | undefined); // Read as a text.
    const params: PlainObject = {
      FunctionName: fn.name,
      AuthType: AuthType ?? "NONE",
      ...(Qualifier === undefined ? alias : { Qualifier }),
      ...(Cors === undefined ? {} : { Cors }),
      ...(InvokeMode === undefined ? {} : { InvokeMode }),
    };
    return [{ operation: "CreateFunctionUrlConfig", params }];
  },
  meaning: (_values, { named }) =>
    `An endpoint of HTTP of ${named["TargetFunctionArn"]?.resource?.logicalId ?? "a function"}, simulated.`,
  nameIn: (text) => text,
  deployment: urlDeployment,
};

/** The alias in the ARN of one; nothing in the ARN of a function, or in a name. */
function aliasIn(target: string | undefined): PlainObject {
  const Qualifier = target?.startsWith("arn:") === true ? target.split(":")[7] : undefined;
  return Qualifier === undefined ? {} : { Qualifier };
}
