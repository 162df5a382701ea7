import type { PolicyVerdict } from "../../../gateway/execution-policy.ts";
import { isLike } from "../../../policy/wildcard.ts";
import { policyVerdict } from "../../../gateway/resource-policy.ts";
import { isByOwnName, methodArnOf } from "../../../gateway/request-facts.ts";
import type { HttpHead } from "../../../service/http.ts";
import type { EntranceSettings, RestApiSettings } from "../config.ts";
import { purposes, type RestApiContext } from "./declarations.ts";

/** Why a request does not come in at all, whatever it is for; `null`: it does. */
export function turnedAway(
  entrance: EntranceSettings,
  http: HttpHead,
  context: RestApiContext,
): "WAF_FILTERED" | "ACCESS_DENIED" | "closed" | null {
  const { blocked, blockedHeader, isPrivate, isOwnNameOff, callers } = entrance;
  if (isOwnNameOff && isByOwnName(http)) return "closed";
  if (blockedHeader !== null) {
    const value = http.headers[blockedHeader.name];
    if (value !== undefined && isLike(blockedHeader.pattern, value)) return "WAF_FILTERED";
  }
  if (blocked > 0 && context.random(purposes.firewall) < blocked) return "WAF_FILTERED";
  return isPrivate && callers !== null && callers.vpcEndpoint === null ? "ACCESS_DENIED" : null;
}

/** Whether somebody signed a request, for one Region or for several. */
export const isSigned = ({ headers }: Pick<HttpHead, "headers">): boolean =>
  /^AWS4-(?:HMAC|ECDSA-P256)-SHA256/.test(headers["authorization"] ?? "");

interface Judged {
  readonly settings: RestApiSettings;
  readonly stage: string;
  readonly verdict: PolicyVerdict;
}

// A memo of a pure function: what it holds follows from its arguments alone.
const judgments = new WeakMap<HttpHead, Judged>();

/** What the API's policy says of a request; `null`: it is not held against it. */
export function resourceVerdict(
  settings: RestApiSettings,
  stage: string,
  path: string,
  http: HttpHead,
): PolicyVerdict | null {
  const { entrance } = settings;
  if (entrance === null || entrance.policy === null || entrance.callers === null) return null;
  const known = judgments.get(http);
  if (known?.settings === settings && known.stage === stage) return known.verdict;
  const { sourceIp, vpcEndpoint, vpc } = entrance.callers;
  const keys: Record<string, string> = { "aws:securetransport": "true" };
  if (vpcEndpoint === null) keys["aws:sourceip"] = sourceIp;
  else {
    keys["aws:sourcevpce"] = vpcEndpoint;
    keys["aws:vpcsourceip"] = sourceIp;
    if (vpc !== null) keys["aws:sourcevpc"] = vpc;
  }
  for (const [key, name] of headerKeys) {
    const value = http.headers[name];
    if (value !== undefined) keys[key] = value;
  }
  if (isSigned(http)) keys["aws:principalaccount"] = settings.accountId;
  const account = isSigned(http) ? settings.accountId : null;
  const arn = methodArnOf(settings, stage, http.method, path);
  const verdict = policyVerdict(entrance.policy, arn, { account, keys });
  judgments.set(http, { settings, stage, verdict });
  return verdict;
}

const headerKeys = [
  ["aws:useragent", "user-agent"],
  ["aws:referer", "referer"],
] as const;
