/** What a Task asks, as its `Resource` names it. */
export type Resource =
  /** A function by its own ARN. */
  | { readonly type: "lambda"; readonly arn: string }
  | { readonly type: "activity"; readonly arn: string }
  /** `arn:aws:states:::SERVICE:ACTION` with what comes after: an optimized or an SDK integration. */
  | Integration
  /** Anything else: a placeholder of a template, or what does not exist. */
  | { readonly type: "other"; readonly arn: string };

/** A service integration. */
export interface Integration {
  readonly type: "integration";
  readonly arn: string;
  /** Whether it is one of AWS's SDK: `aws-sdk:SERVICE:ACTION`. */
  readonly isSdk: boolean;
  /** Such as `lambda`, or `dynamodb` of `aws-sdk:dynamodb:putItem`. */
  readonly service: string;
  /** Such as `invoke`. */
  readonly action: string;
  readonly pattern: "requestResponse" | "sync" | "sync:2" | "waitForTaskToken";
}

const lambda = /^arn:[^:]*:lambda:[^:]*:[^:]*:function:/u;
const activity = /^arn:[^:]*:states:[^:]+:[^:]*:activity:/u;
const integration = /^arn:[^:]*:states:[^:]*:[^:]*:(.+)$/u;

/** What the text of a `Resource` names. */
export function resourceOf(arn: string): Resource {
  if (lambda.test(arn)) return { type: "lambda", arn };
  if (activity.test(arn)) return { type: "activity", arn };
  const called = integration.exec(arn)?.[1];
  return called === undefined ? { type: "other", arn } : integrationOf(arn, called);
}

function integrationOf(arn: string, called: string): Resource {
  const parts = called.split(":");
  const isSdk = parts[0] === "aws-sdk";
  if (isSdk) parts.shift();
  const [service, spoken, version] = parts;
  if (service === undefined || spoken === undefined) return { type: "other", arn };
  const dot = spoken.indexOf(".");
  const action = dot === -1 ? spoken : spoken.slice(0, dot);
  const how = dot === -1 ? "" : spoken.slice(dot + 1);
  const pattern =
    how === "sync"
      ? version === "2"
        ? "sync:2"
        : "sync"
      : how === "waitForTaskToken"
        ? "waitForTaskToken"
        : "requestResponse";
  return { type: "integration", arn, isSdk, service, action, pattern };
}
