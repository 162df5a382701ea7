import type { PlainObject } from "../../../service/refusal.ts";
import type { Resource } from "../../../service/resource.ts";
import type { ControlPlane } from "../../../service/service-model.ts";
import { balancerNameIn, groupNameIn } from "../arns.ts";
import { noBalancer, noGroup, noListener, noRule, type Checked } from "./refusals.ts";

export const balancerKindName = "elbv2.loadBalancer";
export const groupKindName = "elbv2.targetGroup";

/** Names with texts. */
export type Texts = Readonly<Record<string, string>>;

/** What the control plane keeps of a load balancer. Plain data; parts as AWS shows them. */
export interface BalancerRecord {
  readonly shown: PlainObject;
  readonly attributes: Texts;
  readonly listeners: readonly ListenerRecord[];
  readonly tags: Texts;
  /** The ARNs of target groups that it was joined to, by their places among its connections. */
  readonly groups: readonly string[];
  /** An instant. */
  readonly madeAt: number;
  /** What a scenario says of what comes to it. Left out: nothing. */
  readonly entrance?: PlainObject;
}

/** A listener. */
export interface ListenerRecord {
  readonly shown: PlainObject;
  /** In order of their priorities; the last is the default. */
  readonly rules: readonly PlainObject[];
  readonly tags: Texts;
}

/** What is kept of a target group. */
export interface GroupRecord {
  readonly shown: PlainObject;
  readonly attributes: Texts;
  readonly targets: readonly PlainObject[];
  readonly tags: Texts;
  /** How targets answer that are no functions; `null`: as usual. */
  readonly backend: PlainObject | null;
}

export const balancerRecordOf = ({ record }: Resource): BalancerRecord =>
  record as unknown as BalancerRecord; // Made by plainOf.
export const groupRecordOf = ({ record }: Resource): GroupRecord =>
  record as unknown as GroupRecord; // Likewise.

/** A record as the control plane stores it. */
export const plainOf = (record: BalancerRecord | GroupRecord): PlainObject =>
  record as unknown as PlainObject; // Plain data by its type.

/** The load balancer that has an ARN. */
export function balancerOf(arn: string, plane: ControlPlane): Checked<Resource> {
  const found = plane.find(balancerKindName, balancerNameIn(arn) ?? "");
  return found?.arn === arn ? found : noBalancer(arn);
}

/** The target group that has an ARN. */
export function groupOf(arn: string, plane: ControlPlane): Checked<Resource> {
  const found = plane.find(groupKindName, groupNameIn(arn) ?? "");
  return found?.arn === arn ? found : noGroup;
}

/** A listener with its load balancer. */
export interface FoundListener {
  readonly balancer: Resource;
  readonly record: BalancerRecord;
  readonly listener: ListenerRecord;
}

/** The listener that has an ARN. */
export function listenerOf(arn: string, plane: ControlPlane): Checked<FoundListener> {
  const balancer = plane.find(balancerKindName, balancerNameIn(arn) ?? "");
  if (balancer === undefined) return noListener;
  const record = balancerRecordOf(balancer);
  const listener = record.listeners.find(({ shown }) => shown["ListenerArn"] === arn);
  return listener === undefined ? noListener : { balancer, record, listener };
}

/** The rule that has an ARN. */
export function ruleOf(
  arn: string,
  plane: ControlPlane,
): Checked<FoundListener & { readonly rule: PlainObject }> {
  const balancer = plane.find(balancerKindName, balancerNameIn(arn) ?? "");
  if (balancer === undefined) return noRule;
  const record = balancerRecordOf(balancer);
  for (const listener of record.listeners) {
    const rule = listener.rules.find((each) => each["RuleArn"] === arn);
    if (rule !== undefined) return { balancer, record, listener, rule };
  }
  return noRule;
}

/** An object without the members that have no value. */
export const without = (object: Readonly<Record<string, unknown>>): PlainObject =>
  Object.fromEntries(
    Object.entries(object).filter(([, value]) => value !== undefined),
  ) as PlainObject; // What is left is plain.
