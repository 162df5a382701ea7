import { expectMap, ofResource } from "../expectations.ts";
import { isFunction, ref } from "../intrinsics.ts";
import { isGiven, isMap, memberOf, type Json, type JsonMap, type Maybe } from "../json.ts";
import { resourceProblem } from "../problems.ts";
import { generated, type Generated, type SamResource } from "../resource.ts";

const corsTypes: Readonly<Record<string, string>> = {
  AllowOrigins: "list",
  AllowMethods: "list",
  AllowCredentials: "bool",
  AllowHeaders: "list",
  ExposeHeaders: "list",
  MaxAge: "int",
};

/** The URL of a function, and who may call it. */
export function makeFunctionUrl(
  sam: SamResource,
  config: Json,
  alias: string | undefined,
): Generated[] {
  const { id, inherited } = sam;
  check(id, config);
  const cors = memberOf(config, "Cors");
  const auth = memberOf(config, "AuthType");
  const target = alias === undefined ? ref(id) : ref(alias);
  const url = generated(
    `${id}Url`,
    "AWS::Lambda::Url",
    {
      Cors: isGiven(cors) ? cors : undefined,
      AuthType: auth,
      TargetFunctionArn: target,
      InvokeMode: memberOf(config, "InvokeMode"),
    },
    { attributes: inherited, from: isMap(config) ? config : undefined },
  );
  if (auth !== "NONE" || isFunction(config)) return [url];
  const permission = (suffix: string, properties: Readonly<Record<string, Maybe>>) =>
    generated(
      `${id}${suffix}`,
      "AWS::Lambda::Permission",
      { FunctionName: target, Principal: "*", ...properties },
      { attributes: inherited },
    );
  return [
    url,
    permission("UrlPublicPermissions", {
      Action: "lambda:InvokeFunctionUrl",
      FunctionUrlAuthType: auth,
    }),
    permission("URLInvokeAllowPublicAccess", {
      Action: "lambda:InvokeFunction",
      InvokedViaFunctionUrl: true,
    }),
  ];
}

function check(id: string, config: Json): void {
  if (isFunction(config)) return;
  const auth = memberOf(config, "AuthType");
  if (!(isGiven(auth) && isFunction(auth)) && auth !== "AWS_IAM" && auth !== "NONE") {
    throw resourceProblem(
      id,
      "AuthType is required to configure function property `FunctionUrlConfig`. Please provide either AWS_IAM or NONE.",
    );
  }
  const cors = memberOf(config, "Cors");
  if (!isGiven(cors) || isFunction(cors)) return;
  checkCors(id, expectMap(cors, "FunctionUrlConfig.Cors", ofResource(id)));
}

function checkCors(id: string, cors: JsonMap): void {
  for (const [name, value] of Object.entries(cors)) {
    const type = Object.hasOwn(corsTypes, name) ? corsTypes[name] : undefined;
    if (type === undefined) {
      throw resourceProblem(id, `${name} is not a valid property for configuring Cors.`);
    }
    const fits =
      type === "list"
        ? Array.isArray(value)
        : type === "bool"
          ? typeof value === "boolean"
          : typeof value === "boolean" || Number.isInteger(value);
    if (!isFunction(value) && !fits) throw resourceProblem(id, `${name} must be of type ${type}.`);
  }
}
