/** The stack that a template is resolved for. */
export interface StackEnvironment {
  readonly region: string;
  readonly accountId: string;
  readonly stackName: string;
  readonly partition: string;
  /** When it was deployed, as an ISO time in UTC. */
  readonly deployedAt: string;
  /** Whether it is minded who may do what. */
  readonly mindsPermissions: boolean;
}

/** What may be said of the stack; what is left out takes its default. */
export interface EnvironmentOptions {
  /** @defaultValue `us-east-1` */
  readonly region?: string;
  /** @defaultValue `123456789012` */
  readonly accountId?: string;
  /** @defaultValue `stack` */
  readonly stackName?: string;
  /** @defaultValue `aws` */
  readonly partition?: string;
  /** @defaultValue `2026-01-01T00:00:00Z` */
  readonly deployedAt?: string;
  /** @defaultValue false */
  readonly mindsPermissions?: boolean;
}

/** Fills in the defaults of `options`. */
export function environmentOf(options: EnvironmentOptions): StackEnvironment {
  return {
    region: options.region ?? "us-east-1",
    accountId: options.accountId ?? "123456789012",
    stackName: options.stackName ?? "stack",
    partition: options.partition ?? "aws",
    deployedAt: options.deployedAt ?? "2026-01-01T00:00:00Z",
    mindsPermissions: options.mindsPermissions ?? false,
  };
}

/** The domain of AWS in the partition, as `AWS::URLSuffix` gives it. */
export function urlSuffixOf({ partition }: StackEnvironment): string {
  return partition === "aws-cn" ? "amazonaws.com.cn" : "amazonaws.com";
}

/** `AWS::StackId`, whose last part has the form of a UUID. */
export function stackIdOf({ partition, region, accountId, stackName }: StackEnvironment): string {
  const digits = madeUpText(stackName, 32, "0123456789abcdef");
  const uuid = [0, 8, 12, 16, 20].map((from, index) =>
    digits.slice(from, from + uuidParts[index]!),
  );
  return `arn:${partition}:cloudformation:${region}:${accountId}:stack/${stackName}/${uuid.join("-")}`;
}

const uuidParts = [8, 4, 4, 4, 12] as const;

/** How the physical names of a resource type are formed. */
export interface NameRule {
  readonly maxLength: number;
  readonly ending?: string;
  readonly letters?: "lower";
}

/**
 * The name that a resource without one is given: `<stack>-<logical id>-<12 letters and digits>`, as
 * CloudFormation does, which draws the last part; here it follows from the first two, and from how often the
 * resource was made.
 */
export function physicalName(
  { stackName }: StackEnvironment,
  logicalId: string,
  { maxLength, ending = "", letters }: NameRule,
  generation = 1,
): string {
  const drawn = generation === 1 ? "" : `/${generation}`;
  const suffix = madeUpText(
    `${stackName}/${logicalId}${drawn}`,
    12,
    "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789",
  );
  const room = maxLength - ending.length - suffix.length - 2;
  const idRoom = Math.max(room - stackName.length, Math.floor(room / 2));
  const id = logicalId.slice(0, idRoom);
  const name = `${stackName.slice(0, room - id.length)}-${id}-${suffix}`;
  return (letters === "lower" ? name.toLowerCase() : name) + ending;
}

/** `length` characters of `alphabet` that depend on every character of `text`. */
export function madeUpText(text: string, length: number, alphabet: string): string {
  let high = 0xdeadbeef;
  let low = 0x41c6ce57;
  for (let index = 0; index < text.length; index += 1) {
    const code = text.charCodeAt(index);
    high = Math.imul(high ^ code, 0x9e3779b1);
    low = Math.imul(low ^ code, 0x5f356495);
  }
  let result = "";
  for (let index = 0; index < length; index += 1) {
    high = Math.imul(high ^ (high >>> 16) ^ index, 0x85ebca6b);
    low = Math.imul(low ^ (low >>> 13) ^ high, 0xc2b2ae35);
    result += alphabet[((low ^ (low >>> 15)) >>> 0) % alphabet.length];
  }
  return result;
}
