import { page } from "../../../request/page.ts";
import { isObject, listOf, memberOf, numberOf, objectOf, textOf } from "../../../request/params.ts";
import { refused, type PlainObject, type Refused } from "../../../service/refusal.ts";
import type { ControlPlane, Operations, Step } from "../../../service/service-model.ts";
import { triggerNames } from "../config.ts";
import { cognitoLimits } from "../limits.ts";
import { poolArnOf, poolIdOf } from "../names.ts";
import { invalidParameter } from "../user-pool/refusals.ts";
import {
  isRefused,
  limitExceeded,
  noPool,
  plainOf,
  poolKindName,
  poolOf,
  poolRecordOf,
  respond,
  secondsAt,
  without,
  type PoolRecord,
} from "./kept.ts";
import { changePool, poolSettingsOf, triggerArnIn } from "./pool-settings.ts";
import { standardAttributes } from "./standard-attributes.ts";
import { tagsIn } from "./tag-operations.ts";

/** Operations on user pools. */
export const poolOperations: Operations = {
  CreateUserPool: { begin: create },
  DescribeUserPool: {
    begin(params, plane) {
      const pool = poolOf(textOf(params["UserPoolId"]) ?? "", plane);
      return isRefused(pool) ? pool : respond({ UserPool: poolRecordOf(pool).shown });
    },
  },
  UpdateUserPool: { begin: update },
  DeleteUserPool: { begin: remove },
  ListUserPools: { begin: list },
};

/** What a request says of a pool that is kept and shown as it is. */
const settable = [
  "Policies",
  "DeletionProtection",
  "LambdaConfig",
  "AutoVerifiedAttributes",
  "SmsVerificationMessage",
  "EmailVerificationMessage",
  "EmailVerificationSubject",
  "VerificationMessageTemplate",
  "SmsAuthenticationMessage",
  "UserAttributeUpdateSettings",
  "MfaConfiguration",
  "DeviceConfiguration",
  "EmailConfiguration",
  "SmsConfiguration",
  "UserPoolTags",
  "AdminCreateUserConfig",
  "UserPoolAddOns",
  "AccountRecoverySetting",
  "UserPoolTier",
] as const;

const saidIn = (params: PlainObject): PlainObject =>
  without(Object.fromEntries(settable.map((name) => [name, params[name]])));

/** The policy of passwords that nobody has said. */
const usualPolicy: PlainObject = {
  MinimumLength: cognitoLimits.passwordLength.default,
  RequireUppercase: true,
  RequireLowercase: true,
  RequireNumbers: true,
  RequireSymbols: true,
  TemporaryPasswordValidityDays: cognitoLimits.temporaryPasswordDays.default,
};

function create(params: PlainObject, plane: ControlPlane): Step {
  const name = textOf(params["PoolName"]) ?? "";
  if (plane.list(poolKindName).length >= plane.quota("cognito-idp.userPools")) {
    return limitExceeded("You have reached the maximum number of user pools for this account."); // Assumed: the words.
  }
  if (params["UsernameAttributes"] !== undefined && params["AliasAttributes"] !== undefined) {
    return invalidParameter(
      "Only one of the aliasAttributes or usernameAttributes can be set in a user pool.",
    );
  }
  let made = 0;
  while (plane.find(poolKindName, poolIdOf(name, plane.region, made)) !== undefined) made += 1;
  const id = poolIdOf(name, plane.region, made);
  const arn = poolArnOf(id, plane);
  const wrong = againstTriggers(objectOf(params["LambdaConfig"]), plane);
  if (wrong !== null) return wrong;
  const schema = listOf(params["Schema"]).map(objectOf);
  const custom = schema.map((attribute) => attributeNamed(attribute));
  const now = secondsAt(plane);
  const policies = objectOf(params["Policies"]);
  const shown = without({
    Id: id,
    Name: name,
    MfaConfiguration: "OFF",
    DeletionProtection: "INACTIVE",
    ...saidIn(params),
    Policies: {
      ...policies,
      PasswordPolicy: isObject(policies["PasswordPolicy"])
        ? { TemporaryPasswordValidityDays: 7, ...policies["PasswordPolicy"] }
        : usualPolicy,
    },
    LambdaConfig: params["LambdaConfig"] ?? {},
    LastModifiedDate: now,
    CreationDate: now,
    SchemaAttributes: [
      ...standardAttributes.map(
        (standard) => custom.find(({ Name }) => Name === standard["Name"]) ?? standard,
      ),
      ...custom.filter(({ Name }) => standardAttributes.every((each) => each["Name"] !== Name)),
    ],
    AliasAttributes: params["AliasAttributes"],
    UsernameAttributes: params["UsernameAttributes"],
    UsernameConfiguration: params["UsernameConfiguration"],
    EstimatedNumberOfUsers: 0,
    AdminCreateUserConfig: {
      AllowAdminCreateUserOnly: false,
      UnusedAccountValidityDays: cognitoLimits.temporaryPasswordDays.default,
      ...objectOf(params["AdminCreateUserConfig"]),
    },
    Arn: arn,
  });
  const record: PoolRecord = {
    shown,
    clients: [],
    groups: [],
    tags: tagsIn(params["UserPoolTags"]),
    domain: null,
    users: isObject(params["Users"]) ? params["Users"] : null,
  };
  const { settings, connections } = poolSettingsOf(arn, record, plane);
  plane.create(
    { kind: poolKindName, name: id, arn, record: plainOf(record) },
    () => settings,
    () => connections,
  );
  return respond({ UserPool: shown });
}

/** An attribute of a request as the pool shows it: those that are not standard are called `custom:`. */
function attributeNamed(attribute: PlainObject): PlainObject {
  const name = textOf(attribute["Name"]) ?? "";
  const isStandard = standardAttributes.some(({ Name }) => Name === name);
  return {
    AttributeDataType: "String",
    DeveloperOnlyAttribute: false,
    Mutable: true,
    Required: false,
    ...attribute,
    Name: isStandard || name.includes(":") ? name : `custom:${name}`,
  };
}

/** What stands against the functions of a pool; `null`: nothing. */
function againstTriggers(config: PlainObject, plane: ControlPlane): Refused | null {
  for (const trigger of triggerNames) {
    const functionArn = triggerArnIn(config, trigger);
    if (functionArn === undefined) continue;
    if (/:function:[^:]+:\d+$/.test(functionArn)) {
      return invalidParameter(`${functionArn} must be of $LATEST or of an alias.`); // Likewise.
    }
    const target = plane.target(functionArn);
    if (target === null) {
      return invalidParameter(`Lambda function ${functionArn} is not of this Region.`); // Likewise.
    }
    const isSender = trigger === "CustomEmailSender" || trigger === "CustomSMSSender";
    if (isSender && config["KMSKeyID"] === undefined) {
      return invalidParameter("KMSKeyID is required for custom sender triggers."); // Likewise.
    }
  }
  return null;
}

function update(params: PlainObject, plane: ControlPlane): Step {
  const pool = poolOf(textOf(params["UserPoolId"]) ?? "", plane);
  if (isRefused(pool)) return pool;
  const wrong = againstTriggers(objectOf(params["LambdaConfig"]), plane);
  if (wrong !== null) return wrong;
  const before = poolRecordOf(pool).shown;
  const name = textOf(params["PoolName"]);
  // What a request leaves out goes back to its default.
  const kept = Object.fromEntries(
    Object.entries(before).filter(
      ([key]) => !settable.includes(key as (typeof settable)[number]) || key === "Policies",
    ),
  );
  const shown = {
    ...kept,
    MfaConfiguration: "OFF",
    DeletionProtection: "INACTIVE",
    LambdaConfig: {},
    ...saidIn(params),
    ...(name === undefined ? {} : { Name: name }),
    LastModifiedDate: secondsAt(plane),
  };
  changePool(pool, { shown }, plane);
  return respond();
}

function remove(params: PlainObject, plane: ControlPlane): Step {
  const id = textOf(params["UserPoolId"]) ?? "";
  const pool = poolOf(id, plane);
  if (isRefused(pool)) return pool;
  const { shown, domain } = poolRecordOf(pool);
  if (shown["DeletionProtection"] === "ACTIVE") {
    return refused(
      "InvalidParameterException",
      "The user pool cannot be deleted because deletion protection is activated. Deletion protection must be inactivated first.",
    );
  }
  if (domain !== null) {
    return invalidParameter(
      "User pool cannot be deleted. It has a domain configured that should be deleted first.",
    );
  }
  plane.delete(pool, noPool(id));
  return respond();
}

function list(params: PlainObject, plane: ControlPlane): Step {
  const pools = plane.list(poolKindName).map((pool) => {
    const { shown } = poolRecordOf(pool);
    return without({
      Id: shown["Id"],
      Name: shown["Name"],
      LambdaConfig: memberOf(shown, "LambdaConfig"),
      LastModifiedDate: shown["LastModifiedDate"],
      CreationDate: shown["CreationDate"],
    });
  });
  const found = page(pools, params["NextToken"], numberOf(params["MaxResults"]) ?? 60);
  if (found === null) return invalidParameter("Invalid NextToken"); // Likewise.
  return respond({
    UserPools: found.items,
    ...(found.next === null ? {} : { NextToken: found.next }),
  });
}
