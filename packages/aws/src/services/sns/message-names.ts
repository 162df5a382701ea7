import { base64Of } from "@orrery/kernel";
import { uuidOf } from "../../text/hexadecimal.ts";
import { mix } from "../../text/mix.ts";
import type { TopicSettings } from "./config.ts";

/** What SNS calls messages outside follows from what they are inside, so that a repetition has the same names. */

const unit = 2 ** 32;

/** A UUID for each message of a run, from the number of its topic's resource and its own there. */
export function messageIdOf(topic: number, message: number): string {
  const high = Math.floor(message / unit);
  const first = mix((message % unit) ^ mix(topic + 0x536e73));
  const second = mix((high + first) >>> 0);
  const third = mix(topic ^ first ^ second);
  const rest = mix(first ^ Math.imul(third, 5));
  return uuidOf(
    first,
    (second & 0xffff0000) | 0x5000 | ((second >>> 4) & 0xfff), // Version 5, as in AWS.
    ((0x8000 | ((second & 0xf) << 10) | (rest & 0x3ff)) << 16) | (third >>> 16),
    (third << 16) | (rest >>> 16),
  );
}

/** Twenty digits that grow with the number. */
export const sequenceNumberOf = (sequenceNumber: number): string =>
  `${10_000_000_000_000_000_000n + BigInt(sequenceNumber) * 1_000n}`;

const signatureBytes = 256;

/** What stands where AWS signs a message. Nobody can verify it. */
export function signatureOf(topic: number, message: number): string {
  const bytes = new Uint8Array(signatureBytes);
  let word = mix(mix(topic) ^ message);
  for (let place = 0; place < signatureBytes; place += 1) {
    word = mix(word + place);
    bytes[place] = word & 255;
  }
  return base64Of(bytes);
}

const certificate = "010a507c1833636cd94bdb98bd93083a";

/** Where the certificate would be that a signature is verified with. */
export const signingCertUrlOf = (topic: Pick<TopicSettings, "region" | "partition">): string =>
  `https://sns.${topic.region}.${domainOf(topic.partition)}/SimpleNotificationService-${certificate}.pem`;

/** Where a subscriber would end its subscription. */
export const unsubscribeUrlOf = (
  { region, partition }: Pick<TopicSettings, "region" | "partition">,
  subscriptionArn: string,
): string =>
  `https://sns.${region}.${domainOf(partition)}/?Action=Unsubscribe&SubscriptionArn=${subscriptionArn}`;

/** Where a subscriber would confirm its subscription. */
export const subscribeUrlOf = (
  { region, partition, arn }: Pick<TopicSettings, "region" | "partition" | "arn">,
  token: string,
): string =>
  `https://sns.${region}.${domainOf(partition)}/?Action=ConfirmSubscription&TopicArn=${arn}&Token=${token}`;

const domainOf = (partition: string): string =>
  partition === "aws-cn" ? "amazonaws.com.cn" : "amazonaws.com";

const tokenDigits = 288;

/** The token that confirms a subscription, from the UUID in its ARN. */
export function tokenOf(subscriptionArn: string): string {
  const id = subscriptionArn.slice(subscriptionArn.lastIndexOf(":") + 1).replaceAll("-", "");
  let word = 0x811c9dc5;
  for (let place = 0; place < id.length; place += 1) {
    word = Math.imul(word ^ id.charCodeAt(place), 0x01000193);
  }
  let token = `2336412f37${id}`;
  for (let number = 0; token.length < tokenDigits; number += 1) {
    token += digits(mix(word + number), 8);
  }
  return token.slice(0, tokenDigits);
}

/** The UUID of a subscription that a token confirms, without hyphens; `undefined` when it cannot be one. */
export const subscriptionIn = (token: string): string | undefined =>
  /^2336412f37([0-9a-f]{32})[0-9a-f]{246}$/.exec(token)?.[1];

const digits = (value: number, count: number): string =>
  (value >>> 0).toString(16).padStart(count, "0");
