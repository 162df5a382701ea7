import { nameInArn } from "../../../service/arn.ts";
import type { Home } from "../../../service/caller.ts";
import { uuidOf } from "../../../text/hexadecimal.ts";

/** The kind of the machine. */
export const brokerKindName = "mq.broker";

/** FNV-1a. */
function hashOf(text: string, seed: number): number {
  let hash = seed;
  for (const letter of text) hash = Math.imul(hash ^ letter.charCodeAt(0), 0x01000193);
  return hash >>> 0;
}

/** The id of a broker of this name: what AWS draws at random in it follows from the name, so that templates know it. */
export function brokerIdOf(name: string): string {
  const [one, two] = [hashOf(name, 0x811c9dc5), hashOf(name, 0x2f0b4c47)];
  return `b-${uuidOf(one, (two & 0xffff0fff) | 0x4000, (one & 0x3fffffff) | 0x80000000, two)}`;
}

/** The ARN of a broker. */
export const brokerArnOf = (name: string, { partition, region, accountId }: Home): string =>
  `arn:${partition}:mq:${region}:${accountId}:broker:${name}:${brokerIdOf(name)}`;

/** The name of the broker in its ARN; `undefined` in other ARNs. */
export const brokerNameIn = (arn: string): string | undefined =>
  nameInArn(arn, "mq", "broker:")?.split(":")[0];
