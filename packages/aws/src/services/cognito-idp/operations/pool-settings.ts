import { days, hours, minutes, seconds, type Duration } from "@orrery/kernel";
import { memberOf, numberOf, objectOf, listOf, textOf, textsOf } from "../../../request/params.ts";
import { figureValues } from "../../../service/assumed-figure.ts";
import { serviceCaller } from "../../../service/caller.ts";
import type { PlainObject } from "../../../service/refusal.ts";
import type { Resource } from "../../../service/resource.ts";
import type { ControlPlane, ResourceConnection } from "../../../service/service-model.ts";
import {
  triggerNames,
  type ClientSettings,
  type TriggerName,
  type TriggerTarget,
  type UserPoolSettings,
  type UsersSaid,
} from "../config.ts";
import { cognitoAssumptions, cognitoLimits, requestTime } from "../limits.ts";
import { accountOf, plainOf, poolRecordOf, type PoolRecord } from "./kept.ts";

/** What a scenario says of a pool's users that says nothing of them. */
const usualUsers: Required<UsersSaid> = { count: 0, password: "Password-1", code: "123456" };

/** The ARN of the function of a trigger; `undefined`: there is none. */
export function triggerArnIn(config: PlainObject, trigger: TriggerName): string | undefined {
  if (trigger === "PreTokenGeneration") {
    const versioned = textOf(memberOf(config["PreTokenGenerationConfig"], "LambdaArn"));
    return versioned ?? textOf(config[trigger]);
  }
  const said = config[trigger];
  return textOf(said) ?? textOf(memberOf(said, "LambdaArn"));
}

const versions: Readonly<Record<string, UserPoolSettings["tokenVersion"]>> = {
  V1_0: "1",
  V2_0: "2",
  V3_0: "3",
};

/** From this date on new pools have the plan Essentials. */
const essentialsSince = "2024-11-22";

/** The settings of a pool's machine, with what it is joined to, by what is kept of it. */
export function poolSettingsOf(
  arn: string,
  record: PoolRecord,
  plane: ControlPlane,
): {
  readonly settings: UserPoolSettings;
  readonly connections: readonly ResourceConnection[];
} {
  const { shown } = record;
  const config = objectOf(shown["LambdaConfig"]);
  const caller = serviceCaller("cognito-idp", arn, plane);
  const triggers: Partial<Record<TriggerName, TriggerTarget>> = {};
  const connections: ResourceConnection[] = [
    { port: "account", to: 0, target: accountOf(plane).number },
  ];
  for (const trigger of triggerNames) {
    const functionArn = triggerArnIn(config, trigger);
    const target = functionArn === undefined ? null : plane.target(functionArn);
    if (functionArn === undefined || target === null) continue;
    const to = Object.keys(triggers).length;
    triggers[trigger] = { arn: functionArn, kind: target.kind, to };
    connections.push({
      port: "functions",
      to,
      target: target.component,
      access: { caller, action: target.action, arn: functionArn },
    });
  }
  const policy = objectOf(memberOf(shown["Policies"], "PasswordPolicy"));
  const schema = listOf(shown["SchemaAttributes"]).map(objectOf);
  const said = { ...usualUsers, ...(record.users as UsersSaid | null) }; // As its extra reads it.
  return {
    settings: {
      id: textOf(shown["Id"]) ?? "",
      arn,
      region: plane.region,
      epochMilliseconds: plane.epochMilliseconds,
      asOf: plane.asOf,
      tier: tierOf(textOf(shown["UserPoolTier"]), plane.asOf),
      triggers,
      tokenVersion:
        versions[textOf(memberOf(config["PreTokenGenerationConfig"], "LambdaVersion")) ?? ""] ??
        "1",
      passwordPolicy: {
        length: numberOf(policy["MinimumLength"]) ?? cognitoLimits.passwordLength.default,
        upper: policy["RequireUppercase"] === true,
        lower: policy["RequireLowercase"] === true,
        numbers: policy["RequireNumbers"] === true,
        symbols: policy["RequireSymbols"] === true,
        temporaryDays:
          numberOf(policy["TemporaryPasswordValidityDays"]) ??
          cognitoLimits.temporaryPasswordDays.default,
      },
      usernameAttributes: textsOf(shown["UsernameAttributes"]),
      aliasAttributes: textsOf(shown["AliasAttributes"]),
      autoVerified: textsOf(shown["AutoVerifiedAttributes"]),
      required: schema
        .filter(({ Required, Name }) => Required === true && Name !== "sub")
        .map(({ Name }) => textOf(Name) ?? ""),
      isCaseSensitive: memberOf(shown["UsernameConfiguration"], "CaseSensitive") !== false,
      adminsOnly: memberOf(shown["AdminCreateUserConfig"], "AllowAdminCreateUserOnly") === true,
      clients: record.clients.map(clientSettingsOf),
      groups: record.groups.map((group) => ({
        name: textOf(group["GroupName"]) ?? "",
        precedence: numberOf(group["Precedence"]) ?? null,
        role: textOf(group["RoleArn"]) ?? null,
      })),
      users: said.count,
      password: said.password,
      code: said.code,
      requestTime: plane.latencies["cognito-idp.request"] ?? requestTime,
      assumed: figureValues(cognitoAssumptions, plane.assumptions),
    },
    connections,
  };
}

const tierOf = (said: string | undefined, asOf: string): UserPoolSettings["tier"] =>
  said === "LITE" || said === "PLUS" || said === "ESSENTIALS"
    ? said
    : asOf < essentialsSince
      ? "LITE"
      : "ESSENTIALS";

const units: Readonly<Record<string, (count: number) => Duration>> = {
  seconds,
  minutes,
  hours,
  days,
};

/** A validity in its unit. */
function validity(
  client: PlainObject,
  name: "AccessToken" | "IdToken" | "RefreshToken",
  usual: Duration,
): Duration {
  const said = numberOf(client[`${name}Validity`]);
  if (said === undefined || said === 0) return usual;
  const unit = textOf(memberOf(client["TokenValidityUnits"], name));
  return units[unit ?? (name === "RefreshToken" ? "days" : "hours")]!(said);
}

/** How long tokens of a client are good. */
export const validitiesOf = (client: PlainObject) => ({
  access: validity(client, "AccessToken", cognitoLimits.tokenValidity.default),
  idToken: validity(client, "IdToken", cognitoLimits.tokenValidity.default),
  refresh: validity(client, "RefreshToken", cognitoLimits.refreshValidity.default),
});

/** Flows of a client that says none. */
const usualFlows = ["ALLOW_REFRESH_TOKEN_AUTH", "ALLOW_USER_SRP_AUTH", "ALLOW_CUSTOM_AUTH"];

function clientSettingsOf(client: PlainObject): ClientSettings {
  const flows = textsOf(client["ExplicitAuthFlows"]);
  const session = numberOf(client["AuthSessionValidity"]);
  return {
    id: textOf(client["ClientId"]) ?? "",
    name: textOf(client["ClientName"]) ?? "",
    hasSecret: client["ClientSecret"] !== undefined,
    flows: flows.length === 0 ? usualFlows : flows,
    ...validitiesOf(client),
    session: session === undefined ? cognitoLimits.sessionValidity.default : minutes(session),
    hidesUsers: client["PreventUserExistenceErrors"] === "ENABLED",
    canRevoke: client["EnableTokenRevocation"] !== false,
    readable: client["ReadAttributes"] === undefined ? null : textsOf(client["ReadAttributes"]),
  };
}

/** Changes what is kept of a pool, and has its machine go by it. */
export function changePool(
  pool: Resource,
  change: Partial<PoolRecord>,
  plane: ControlPlane,
): PoolRecord {
  const record = { ...poolRecordOf(pool), ...change };
  plane.change(pool, { record: plainOf(record), ...poolSettingsOf(pool.arn, record, plane) });
  return record;
}
