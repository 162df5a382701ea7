import { functionType, listsAttribute } from "../elbv2-to-lambda.ts";
import { listOf, objectOf, textOf } from "../../../request/params.ts";
import type { PlainObject } from "../../../service/refusal.ts";
import { elbv2Limits } from "../limits.ts";
import type { TargetType } from "../config.ts";
import type { Texts } from "./kept.ts";
import { invalid, type Checked } from "./refusals.ts";

/** The attributes of a load balancer, with what they are at first. */
export const balancerAttributes: Texts = {
  "access_logs.s3.enabled": "false",
  "access_logs.s3.bucket": "",
  "access_logs.s3.prefix": "",
  "connection_logs.s3.enabled": "false",
  "connection_logs.s3.bucket": "",
  "connection_logs.s3.prefix": "",
  "client_keep_alive.seconds": "3600",
  "deletion_protection.enabled": "false",
  "idle_timeout.timeout_seconds": "60",
  "load_balancing.cross_zone.enabled": "true",
  "routing.http.desync_mitigation_mode": "defensive",
  "routing.http.drop_invalid_header_fields.enabled": "false",
  "routing.http.preserve_host_header.enabled": "false",
  "routing.http.x_amzn_tls_version_and_cipher_suite.enabled": "false",
  "routing.http.xff_client_port.enabled": "false",
  "routing.http.xff_header_processing.mode": "append",
  "routing.http2.enabled": "true",
  "waf.fail_open.enabled": "false",
  "zonal_shift.config.enabled": "false",
};

/** The attributes of a target group, likewise. */
export const groupAttributes = (type: TargetType): Texts =>
  type === functionType
    ? { [listsAttribute]: "false" }
    : {
        "deregistration_delay.timeout_seconds": "300",
        "load_balancing.algorithm.type": "round_robin",
        "load_balancing.cross_zone.enabled": "use_load_balancer_configuration",
        "slow_start.duration_seconds": "0",
        "stickiness.enabled": "false",
        "stickiness.type": "lb_cookie",
        "stickiness.lb_cookie.duration_seconds": "86400",
      };

/** Attributes after a request to change some; `noun`: of what they are. */
export function changedAttributes(
  before: Texts,
  params: PlainObject,
  noun: "Load balancer" | "Target group",
): Checked<Texts> {
  const after: Record<string, string> = { ...before };
  for (const each of listOf(params["Attributes"]).map(objectOf)) {
    const key = textOf(each["Key"]) ?? "";
    const value = textOf(each["Value"]) ?? "";
    if (!Object.hasOwn(before, key)) {
      return invalid(`${noun} attribute key '${key}' is not recognized`);
    }
    const wrong = wrongValue(key, value);
    if (wrong !== null) return wrong;
    after[key] = value;
  }
  return after;
}

function wrongValue(key: string, value: string): ReturnType<typeof invalid> | null {
  if (key.endsWith(".enabled") && !["true", "false"].includes(value)) {
    return key.includes("cross_zone") && value === "use_load_balancer_configuration"
      ? null
      : invalid(`'${value}' is not a valid value for attribute '${key}'`); // Assumed: the words.
  }
  if (key !== "idle_timeout.timeout_seconds") return null;
  const { min, max } = elbv2Limits.idleTimeout;
  const seconds = Number(value);
  const isIn = Number.isInteger(seconds) && seconds * 1e6 >= min && seconds * 1e6 <= max;
  return isIn ? null : invalid(`'${value}' is not a valid value for attribute '${key}'`); // Likewise.
}

/** Attributes as AWS lists them. */
export const shownAttributes = (attributes: Texts): readonly PlainObject[] =>
  Object.entries(attributes).map(([Key, Value]) => ({ Key, Value }));
