import { isCustomType } from "@orrery/aws";
import { madeUpText, stackIdOf, urlSuffixOf, type StackEnvironment } from "./environment.ts";
import { plainOf, textOf, childOf, type PlainObject, type PlainValue } from "./node.ts";
import type { ResolvedResource } from "./resolved.ts";

/** What was answered for a custom resource. */
export interface CustomAnswer {
  /** What `Ref` returns; `null`: as if the answer had none. */
  readonly physicalResourceId: string | null;
  /** What `Fn::GetAtt` returns, by attribute. */
  readonly data: PlainObject;
  /** It may be answered otherwise yet: an attribute that it has not stands for what will be. */
  readonly isOpen?: true;
}

/** What was answered, by logical id. */
export type CustomAnswers = Readonly<Record<string, CustomAnswer>>;

/** What CloudFormation asks for a custom resource, and for how long it waits. */
export interface CustomRequest {
  readonly logicalId: string;
  /** The ARN of the function or topic that is asked. */
  readonly serviceToken: string;
  /** The body of the request. */
  readonly event: PlainObject;
  /** In seconds. */
  readonly timeout: number;
}

/** What is asked: making one, changing one or taking one away. */
export type CustomRequestKind =
  | { readonly type: "Create" }
  | {
      readonly type: "Update";
      readonly physicalResourceId: string;
      readonly before: PlainObject;
    }
  | { readonly type: "Delete"; readonly physicalResourceId: string };

/**
 * The request of a custom resource, with the members that CloudFormation gives it; `null` without a service token.
 * All that is no mapping and no list comes as a text, as CloudFormation sends it. `update`: the number of the update that asks.
 *
 * Source: AWSCloudFormation/latest/UserGuide/crpg-ref-requests.html and
 * AWSCloudFormation/latest/TemplateReference/aws-resource-cloudformation-customresource.html, read 2026-11.
 */
export function customRequest(
  { logicalId, type, properties }: ResolvedResource,
  environment: StackEnvironment,
  kind: CustomRequestKind = { type: "Create" },
  update = 0,
): CustomRequest | null {
  const serviceToken = textOf(childOf(properties, "ServiceToken"));
  if (!isCustomType(type) || serviceToken === undefined) return null;
  const stackId = stackIdOf(environment);
  const asked = `${stackId}/${logicalId}/${kind.type}${update === 0 ? "" : `/${update}`}`;
  const id = madeUpText(asked, 32, "0123456789abcdef");
  const requestId = [0, 8, 12, 16, 20]
    .map((from, place, starts) => id.slice(from, starts[place + 1] ?? 32))
    .join("-");
  const said = Number(textOf(childOf(properties, "ServiceTimeout")) ?? longestWait);
  return {
    logicalId,
    serviceToken,
    timeout: Number.isInteger(said) && said >= 1 && said <= longestWait ? said : longestWait,
    event: {
      RequestType: kind.type,
      ServiceToken: serviceToken,
      ResponseURL: responseUrl(environment, stackId, logicalId, requestId),
      StackId: stackId,
      RequestId: requestId,
      LogicalResourceId: logicalId,
      ...(kind.type === "Create" ? {} : { PhysicalResourceId: kind.physicalResourceId }),
      ResourceType: type,
      ResourceProperties: texts(plainOf(properties)),
      ...(kind.type === "Update" ? { OldResourceProperties: texts(kind.before) } : {}),
    },
  };
}

/** Seconds; as long as it may be, and the default. */
const longestWait = 3_600;

function responseUrl(
  environment: StackEnvironment,
  stackId: string,
  logicalId: string,
  requestId: string,
): string {
  const bucket = `cloudformation-custom-resource-response-${environment.region.replaceAll("-", "")}`;
  const key = encodeURIComponent(`${stackId}|${logicalId}|${requestId}`);
  return `https://${bucket}.s3.${environment.region}.${urlSuffixOf(environment)}/${key}?X-Amz-Algorithm=AWS4-HMAC-SHA256`;
}

/** Values as CloudFormation sends them. */
function texts(value: PlainValue): PlainValue {
  if (Array.isArray(value)) return value.map((item: PlainValue) => texts(item));
  if (typeof value !== "object" || value === null) return String(value ?? "");
  return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, texts(member)]));
}
