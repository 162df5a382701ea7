import { sub } from "../intrinsics.ts";
import {
  equals,
  isGiven,
  isList,
  isMap,
  isText,
  memberOf,
  type Json,
  type JsonMap,
  type Maybe,
} from "../json.ts";
import { templateRefusal } from "../problems.ts";
import { printed } from "../python-text.ts";
import { anyMethod, pathItems, permissionPath } from "./paths.ts";

const policyKey = "x-amazon-apigateway-policy";

/** Adds to the policy of an API who may call a path, and from where. */
export function addResourcePolicy(
  document: JsonMap,
  policy: Maybe,
  path: string,
  stage: Maybe,
): void {
  if (policy === undefined || policy === null) return;
  if (!isMap(policy)) {
    throw templateRefusal("ResourcePolicy must be a map (ResourcePolicyStatement).");
  }
  const uris = () => methodUris(document, path, stage ?? null);
  for (const [list, effect] of [
    ["AwsAccountWhitelist", "Allow"],
    ["AwsAccountBlacklist", "Deny"],
  ] as const) {
    const accounts = memberOf(policy, list);
    if (isGiven(accounts)) addStatements(document, [accountStatement(accounts, effect, uris())]);
  }
  for (const [list, operator] of [
    ["IpRangeWhitelist", "NotIpAddress"],
    ["IpRangeBlacklist", "IpAddress"],
  ] as const) {
    const ranges = memberOf(policy, list);
    if (!isGiven(ranges)) continue;
    const condition = { [operator]: { "aws:SourceIp": isList(ranges) ? ranges : [ranges] } };
    addStatements(document, allowAndDeny(uris(), condition));
  }
  for (const [kind, operator] of [
    ["Blacklist", "StringEquals"],
    ["Whitelist", "StringNotEquals"],
  ] as const) {
    const condition = vpcCondition(policy, kind);
    if (condition === undefined) continue;
    addStatements(document, allowAndDeny(uris(), { [operator]: condition }));
  }
}

/** Adds statements as the template has them. */
export function addCustomStatements(document: JsonMap, statements: Maybe): void {
  if (!isGiven(statements)) return;
  const policy = policyOf(document);
  if (memberOf(policy, "Statement") === undefined) policy.Statement = statements;
  else addStatements(document, isList(statements) ? statements : [statements]);
}

function policyOf(document: JsonMap): JsonMap {
  const own = memberOf(document, policyKey);
  const policy = isMap(own) ? own : {};
  document[policyKey] = policy;
  policy.Version = "2012-10-17";
  return policy;
}

function addStatements(document: JsonMap, statements: readonly Json[]): void {
  const policy = policyOf(document);
  const own = memberOf(policy, "Statement");
  const [only, ...others] = statements;
  if (own === undefined && only !== undefined && others.length === 0) {
    policy.Statement = only;
    return;
  }
  const all = own === undefined ? [] : isList(own) ? own : [own];
  for (const statement of statements) {
    const isThere = others.length > 0 && all.some((each) => equals(each, statement));
    if (!isThere) all.push(statement);
  }
  policy.Statement = all;
}

function accountStatement(accounts: Json, effect: string, resources: Json): JsonMap {
  if (!isList(accounts) && !isMap(accounts)) {
    throw templateRefusal(`Type of '${printed(accounts)}' must be a list or dictionary`);
  }
  return {
    Effect: effect,
    Action: "execute-api:Invoke",
    Resource: resources,
    Principal: { AWS: isList(accounts) ? accounts : [accounts] },
  };
}

function allowAndDeny(resources: Json, condition: JsonMap): JsonMap[] {
  const statement = { Action: "execute-api:Invoke", Resource: resources, Principal: "*" };
  return [
    { Effect: "Allow", ...statement },
    { Effect: "Deny", ...statement, Condition: condition },
  ];
}

function vpcCondition(policy: JsonMap, kind: "Blacklist" | "Whitelist"): JsonMap | undefined {
  const condition: JsonMap = {};
  const add = (key: string, values: readonly Json[]) => {
    if (values.length === 0) return;
    const own = memberOf(condition, key);
    condition[key] = [...(isList(own) ? own : []), ...values];
  };
  const given = memberOf(policy, `SourceVpc${kind}`);
  if (given !== undefined && given !== null) {
    if (!isList(given) || !given.every(isText)) {
      throw templateRefusal(
        `SourceVpc${kind} must be a list of strings. Use IntrinsicVpc${kind} instead for values that use Intrinsic Functions`,
      );
    }
    add(
      "aws:SourceVpc",
      given.filter((each) => each.startsWith("vpc-")),
    );
    add(
      "aws:SourceVpce",
      given.filter((each) => each.startsWith("vpce-")),
    );
  }
  const vpcs = memberOf(policy, `IntrinsicVpc${kind}`);
  const endpoints = memberOf(policy, `IntrinsicVpce${kind}`);
  if (isList(vpcs)) add("aws:SourceVpc", vpcs);
  if (isList(endpoints)) add("aws:SourceVpce", endpoints);
  return Object.keys(condition).length === 0 ? undefined : condition;
}

/** The methods of a path as a policy names them. */
const methodUris = (document: JsonMap, path: string, stage: Json): Json[] =>
  pathItems(document, path).flatMap((item) =>
    Object.keys(item).map((name) => {
      const isAny = name.toLowerCase() === anyMethod || name.toLowerCase() === "any";
      const method = isAny ? "*" : name.toUpperCase();
      return sub(`execute-api:/\${__Stage__}/${method}${permissionPath(path)}`, {
        __Stage__: stage,
      });
    }),
  );
