import { inSub, sub, when } from "../intrinsics.ts";
import {
  isGiven,
  isMap,
  memberOf,
  setMember,
  type Json,
  type JsonMap,
  type Maybe,
} from "../json.ts";
import { addPath, anyMethod, integrationKey, methodName, pathItems } from "./paths.ts";

/** Where API Gateway invokes a function. */
export const invocationUri = (functionArn: Json, partition: string): JsonMap =>
  sub(
    `arn:${partition}:apigateway:\${AWS::Region}:lambda:path/2015-03-31/functions/${inSub(functionArn)}/invocations`,
  );

/** What is integrated into a method of a path. */
export interface Integration {
  readonly path: string;
  readonly method: string;
  /** The integration by what API Gateway's extension is called. */
  readonly members: JsonMap;
  /** Responses of a method that has none. */
  readonly responses: JsonMap;
  /** The condition of what is invoked. */
  readonly condition: Maybe;
}

/** Integrates a function or state machine into a method of a path. */
export function integrate(document: JsonMap, integration: Integration): void {
  const { path, method, members, responses, condition } = integration;
  addPath(document, path, method);
  const name = methodName(method);
  for (const item of pathItems(document, path)) {
    const own = memberOf(item, name);
    const definition: JsonMap = isMap(own) ? own : {};
    setMember(definition, integrationKey, conditionalUri(members, condition));
    if (path === "$default" && name === anyMethod && memberOf(document, "openapi") !== undefined) {
      if (memberOf(members, "payloadFormatVersion") !== undefined) definition.isDefaultRoute = true;
    }
    if (!Object.hasOwn(definition, "responses")) definition.responses = responses;
    setMember(item, name, condition === undefined ? definition : when(condition, definition));
  }
}

function conditionalUri(members: JsonMap, condition: Maybe): JsonMap {
  const uri = memberOf(members, "uri");
  if (condition === undefined || uri === undefined) return { ...members };
  return { ...members, uri: when(condition, uri) };
}

/** The credentials by which API Gateway invokes a function for callers whom IAM knows. */
export function credentialsOf(methodAuth: Maybe, apiAuth: Maybe): Json | undefined {
  const isIam =
    memberOf(methodAuth, "Authorizer") === "AWS_IAM" ||
    (memberOf(apiAuth, "DefaultAuthorizer") === "AWS_IAM" && !isGiven(methodAuth));
  if (!isIam) return undefined;
  const roleOf = (auth: Maybe): Maybe => {
    const role = memberOf(auth, "InvokeRole");
    if (isGiven(role)) return role;
    return isMap(auth) && Object.hasOwn(auth, "InvokeRole") ? "NONE" : undefined;
  };
  const role = roleOf(methodAuth) ?? roleOf(apiAuth);
  if (role === "NONE") return undefined;
  return role === undefined || role === "CALLER_CREDENTIALS" ? "arn:aws:iam::*:user/*" : role;
}
