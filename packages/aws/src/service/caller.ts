import type { PlainObject, Refused } from "./refusal.ts";

/** Who asks for something. A value: one object for all that one component asks. */
export interface Caller {
  /** As policies name it: an ARN of a user or of a session of a role, or a service such as `sns.amazonaws.com`. */
  readonly principal: string;
  /** The ARN of the resource for which it asks; `null`: it asks for itself. */
  readonly source: string | null;
  readonly account: string;
  readonly region: string;
}

/** Something that a caller may not do. */
export interface Denial {
  readonly caller: Caller;
  /** Such as `sqs:SendMessage`. */
  readonly action: string;
  /** What it was to be done to; `*`: nothing in particular. */
  readonly arn: string;
}

/** Asks whether a caller may do something; `null`: it may. */
export type Authorize = (caller: Caller, action: string, arn: string) => Refused | null;

/** The account, Region and partition in which ARNs are made. */
export interface Home {
  readonly region: string;
  readonly accountId: string;
  readonly partition: string;
}

/** How a service names what its callers do, and how it refuses them. */
export interface Access {
  /** What the names of its actions begin with, such as `states`. @defaultValue the name of the service */
  readonly prefix?: string;
  /** The actions of operations that are not named as these are; `null`: whoever asks may. */
  readonly actions: Readonly<Record<string, string | null>>;
  /** The ARN that a call is about, of parameters that nobody has checked; `*`: nothing in particular. */
  resourceOf(params: PlainObject, home: Home, operation: string): string;
  /** The refusal in the service's words. */
  denied(denial: Denial): Refused;
}

/** A service that acts for a resource. */
export const serviceCaller = (
  service: string,
  source: string,
  { accountId, region }: Pick<Home, "accountId" | "region">,
): Caller => ({ principal: `${service}.amazonaws.com`, source, account: accountId, region });

/** The account itself, from outside. */
export const accountCaller = ({ partition, accountId, region }: Home): Caller => ({
  principal: `arn:${partition}:iam::${accountId}:root`,
  source: null,
  account: accountId,
  region,
});

/** A resource that acts with a role, by the ARN of the role; `session`: what it is called meanwhile. */
export function roleCaller(
  role: string,
  session: string,
  source: string,
  { partition, accountId, region }: Home,
): Caller {
  const name = role.slice(role.lastIndexOf("/") + 1);
  return {
    principal: `arn:${partition}:sts::${accountId}:assumed-role/${name}/${session}`,
    source,
    account: accountId,
    region,
  };
}

/** What most services say to whoever may not do something. */
export const notAuthorized = ({ caller, action, arn }: Denial): string =>
  `User: ${caller.principal} is not authorized to perform: ${action} on resource: ${arn}`;

/** A text among parameters that nobody has checked; `undefined` where there is none. */
export function textIn(params: PlainObject, name: string): string | undefined {
  const value = params[name];
  return typeof value === "string" && value !== "" ? value : undefined;
}
