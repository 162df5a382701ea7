import type { Protocol } from "./edge.ts";
import { snsLimits } from "./limits.ts";
import { snsToFirehose } from "./sns-to-firehose.ts";
import { snsToLambda } from "./sns-to-lambda.ts";
import { snsToSqs } from "./sns-to-sqs.ts";

/** What protocols that lead out of AWS have in common. */
const outside = {
  edge: null,
  retriesThrottled: null,
  billedBy: null,
  takesRaw: false,
  hasEnvelope: true,
  confirms: false,
  takesLargeMessages: false,
  isForFifoTopics: false,
  deliveriesPerSecond: null,
  logged: null,
  transit: "sns.toEndpoint",
  mostSubscriptions: null,
} as const;

const web = (name: "http" | "https"): Protocol => ({
  ...outside,
  name,
  retries: "http",
  failureCounts: "attempt",
  logged: "HTTP",
  billedBy: "BilledHttpDeliveries",
  takesRaw: true,
  confirms: true,
  againstEndpoint: (endpoint) =>
    endpoint.startsWith(`${name}://`) ? null : "Endpoint must match the specified protocol",
});

const mail = (name: "email" | "email-json"): Protocol => ({
  ...outside,
  name,
  retries: "customer",
  failureCounts: "end",
  billedBy: "BilledEmailDeliveries",
  hasEnvelope: name === "email-json",
  confirms: true,
  deliveriesPerSecond: snsLimits.emailRate,
  againstEndpoint: (endpoint) => (/^[^\s@]+@[^\s@]+$/.test(endpoint) ? null : "Email address"),
});

const arnOr = (reason: string) => (endpoint: string) =>
  endpoint.split(":").length >= 6 ? null : reason;

const sms: Protocol = {
  ...outside,
  name: "sms",
  retries: "customer",
  failureCounts: "end",
  billedBy: "SmsDeliveries",
  hasEnvelope: false,
  againstEndpoint: (endpoint) => (isPhoneNumber(endpoint) ? null : "Endpoint"),
};

const application: Protocol = {
  ...outside,
  name: "application",
  logged: "Application",
  retries: "customer",
  failureCounts: "end",
  billedBy: "BilledMobileDeliveries",
  hasEnvelope: false,
  againstEndpoint: arnOr("ApplicationEndpoint ARN"),
};

/** A number as E.164 has it, with single separators. */
export const isPhoneNumber = (text: string): boolean =>
  /^\+\d(?:[-./]?\d)*$/.test(text) && text.replace(/\D/g, "").length <= 15;

const all: readonly Protocol[] = [
  snsToSqs,
  snsToLambda,
  snsToFirehose,
  web("http"),
  web("https"),
  mail("email"),
  mail("email-json"),
  sms,
  application,
];

const byName: ReadonlyMap<string, Protocol> = new Map(all.map((each) => [each.name, each]));

/** The protocol of this name; `undefined` where SNS has none. */
export const protocolNamed = (name: string): Protocol | undefined => byName.get(name);

/** The protocol of a subscription that is there. */
export const protocolOf = ({ protocol }: { readonly protocol: string }): Protocol =>
  byName.get(protocol)!; // It was looked up when the subscription was made.
