import type { QueryLanguage } from "../definition.ts";
import type { PlainObject } from "../frame.ts";
import { resourceOf } from "../resource.ts";
import type { Findings } from "./diagnostic.ts";
import {
  asObject,
  below,
  jsonataValue,
  numberField,
  pathField,
  payloadTemplate,
  required,
} from "./field-checks.ts";
import { isOptimized } from "./optimized-integrations.ts";

/** What a definition is checked for. */
export interface Checked {
  readonly type: "STANDARD" | "EXPRESS";
  /** Whether resources are ARNs already: in a template they may be anything. */
  readonly resources: "arns" | "any";
}

const mostSeconds = 99_999_999;

/** Checks what a Task alone has. */
export function checkTask(
  state: PlainObject,
  language: QueryLanguage,
  location: string,
  findings: Findings,
  checked: Checked,
): void {
  required(state, ["Resource"], location, findings);
  for (const name of ["TimeoutSeconds", "HeartbeatSeconds"]) {
    numberField(state, name, location, findings, { least: 1, most: mostSeconds });
    if (language === "JSONPath") pathField(state, `${name}Path`, location, findings, "path");
  }
  const { TimeoutSeconds: timeout, HeartbeatSeconds: heartbeat, Credentials: given } = state;
  if (typeof timeout === "number" && typeof heartbeat === "number" && heartbeat >= timeout) {
    findings.schema(location, "HeartbeatSeconds must be smaller than TimeoutSeconds");
  }
  if (given !== undefined) checkCredentials(state, language, location, findings);
  if (state.Resource !== undefined) checkResource(state, location, findings, checked);
}

function checkCredentials(
  state: PlainObject,
  language: QueryLanguage,
  location: string,
  findings: Findings,
): void {
  const at = below(location, "Credentials");
  const isExpression = language === "JSONata" && typeof state.Credentials === "string";
  if (asObject(state.Credentials) === undefined && !isExpression) {
    findings.schema(at, "Expected value of type Object");
  } else if (language === "JSONata") jsonataValue(state.Credentials, at, findings);
  else payloadTemplate(state.Credentials, at, findings);
}

function checkResource(
  state: PlainObject,
  location: string,
  findings: Findings,
  { type, resources }: Checked,
): void {
  const at = below(location, "Resource");
  const { Resource: arn } = state;
  if (typeof arn !== "string") {
    if (resources === "arns") findings.schema(at, "Expected value of type String");
    return;
  }
  const resource = resourceOf(arn);
  if (resource.type === "other") {
    if (resources === "arns") findings.schema(at, notRecognized(arn));
    return;
  }
  if (resource.type === "activity" && type === "EXPRESS") {
    findings.schema(at, "Express state machine does not support activities");
  }
  if (resource.type !== "integration") return;
  if (!resource.isSdk && !isOptimized(resource.service, resource.action)) {
    findings.schema(at, notRecognized(arn));
    return;
  }
  if (type !== "EXPRESS") return;
  if (resource.pattern === "waitForTaskToken") {
    // AWS's text ends in a blank.
    findings.schema(
      at,
      "Express state machine does not support '.waitForTaskToken' service integration ",
    );
  } else if (resource.pattern !== "requestResponse") {
    findings.schema(at, "Express state machine does not support '.sync' service integration");
  }
}

const notRecognized = (arn: string): string =>
  `The resource provided ${arn} is not recognized. The value is not a valid resource ARN, or the resource is not available in this region.`;
