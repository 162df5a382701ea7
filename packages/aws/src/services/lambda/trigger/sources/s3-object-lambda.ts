import { seconds, type Plain } from "@orrery/kernel";
import type { PlainObject } from "../../../../service/refusal.ts";
import { formatWallClock } from "../../../../text/wall-clock.ts";
import {
  choiceSetting,
  textSetting,
  type TriggerFacts,
  type TriggerSource,
} from "../trigger-source.ts";

/** By operation, the member that says where the answer of S3 itself is. */
const contexts: Readonly<Record<string, string>> = {
  GetObject: "getObjectContext",
  HeadObject: "headObjectContext",
  ListObjects: "listObjectsContext",
  ListObjectsV2: "listObjectsV2Context",
};

function callerOf({ values, partition, accountId, milliseconds }: TriggerFacts): PlainObject {
  const principal = { principalId: "principal", accountId, accessKeyId: "key" };
  if (values["caller"] === "IAMUser") {
    const user = { arn: `arn:${partition}:iam::${accountId}:user/user`, userName: "user" };
    return { type: "IAMUser", ...principal, ...user };
  }
  return {
    type: "AssumedRole",
    ...principal,
    arn: `arn:${partition}:sts::${accountId}:assumed-role/Role/session`,
    sessionContext: {
      attributes: { mfaAuthenticated: "false", creationDate: formatWallClock(milliseconds) },
      sessionIssuer: {
        ...{ type: "Role", principalId: "principal", accountId, userName: "Role" },
        arn: `arn:${partition}:iam::${accountId}:role/Role`,
      },
    },
  };
}

/** Amazon S3 Object Lambda: requests that a function works on before their callers have the answer. */
export const s3ObjectLambda: TriggerSource = {
  name: "s3-object-lambda",
  noun: "Object Lambda access point",
  text: "Requests through an Object Lambda access point of Amazon S3, which waits 60 s for the function at most.",
  principal: "s3-object-lambda.amazonaws.com",
  settings: {
    accessPoint: textSetting("The Object Lambda access point.", "object-lambda"),
    supportingAccessPoint: textSetting("The access point that it reads by.", "access-point"),
    operation: choiceSetting("What is asked.", Object.keys(contexts)),
    key: textSetting("The key of the object.", "object"),
    caller: choiceSetting("Who asks.", ["IAMUser", "AssumedRole"]),
    configuration: textSetting("The payload that the access point's configuration says.", "{}"),
  },
  invocationOf: () => "request",
  patience: seconds(60),
  arnOf: ({ accessPoint }, { partition, region, accountId }) =>
    `arn:${partition}:s3-object-lambda:${region}:${accountId}:accesspoint/${String(accessPoint)}`,
  eventOf(facts): Plain {
    const { values, partition, region, accountId, id } = facts;
    const { accessPoint, supportingAccessPoint, operation, key, configuration } = values;
    const [own, supporting] = [String(accessPoint), String(supportingAccessPoint)];
    const isOfObject = operation === "GetObject" || operation === "HeadObject";
    const asked = isOfObject ? String(key) : "?prefix=";
    const host = `${own}-${accountId}.s3-object-lambda.${region}.amazonaws.com`;
    return {
      xAmzRequestId: id(),
      [contexts[String(operation)]!]: {
        inputS3Url: `https://${supporting}-${accountId}.s3-accesspoint.${region}.amazonaws.com/${asked}`,
        ...(operation === "GetObject" ? { outputRoute: "io-use1-001", outputToken: id(1) } : {}),
      },
      configuration: {
        accessPointArn: this.arnOf(values, facts),
        supportingAccessPointArn: `arn:${partition}:s3:${region}:${accountId}:accesspoint/${supporting}`,
        payload: configuration!,
      },
      userRequest: {
        url: `https://${host}/${asked}`,
        headers: {
          Host: host,
          "Accept-Encoding": "identity",
          "X-Amz-Content-SHA256":
            "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
        },
      },
      userIdentity: callerOf(facts),
      protocolVersion: operation === "GetObject" ? "1.00" : "1.01",
    };
  },
};
