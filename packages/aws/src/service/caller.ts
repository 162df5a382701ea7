import type { PlainObject, Refused } from "./refusal.ts";

/** Who asks for something. A value: one object for all that one component asks. */
export interface Caller {
  /** As policies name it: an ARN of a user or of a session of a role, or a service such as `sns.amazonaws.com`. */
  readonly principal: string;
  /** The ARN of the resource for which it asks; `null`: it asks for itself. */
  readonly source: string | null;
  readonly account: string;
  readonly region: string;
  /** The ARN of the role whose session it is. Left out: of none. */
  readonly role?: string;
  /** A service that tells whom it asks that what it acts for is the account's: `aws:SourceOwner`. @defaultValue false */
  readonly tellsOwner?: true;
  /** A service with a role that is AWS's own, which may do all that it needs. @defaultValue false */
  readonly isServiceLinked?: true;
  /** A service that waits for the end of what it asks about, and does not count among those who call. @defaultValue false */
  readonly awaitsEnd?: true;
  /** What its credentials have besides, which somebody asked for. Left out: nothing. */
  readonly session?: SessionFacts;
}

/** What credentials have that somebody asked for, beside the role or the account whose they are. Plain data. */
export interface SessionFacts {
  /** What they may do at most: policies as texts, and ARNs of others; both empty: nothing narrows them down. */
  readonly policies: readonly string[];
  readonly policyArns: readonly string[];
  readonly tags: Readonly<Record<string, string>>;
  /** Keys of tags that sessions have that are begun with it. */
  readonly transitive: readonly string[];
  readonly sourceIdentity: string | null;
}

/** Values of condition keys, in small letters; `null`: there are none. */
export type Conditions = Readonly<Record<string, readonly string[]>> | null;

/** Something that a caller may not do. */
export interface Denial {
  readonly caller: Caller;
  /** Such as `sqs:SendMessage`. */
  readonly action: string;
  /** What it was to be done to; `*`: nothing in particular. */
  readonly arn: string;
  /** Which policy is at fault, such as `because no identity-based policy allows the sqs:SendMessage action`. Left out: nobody says. */
  readonly because?: string;
  /** Of what is no resource here: left out, its service knows its policy, and says no in its own words. */
  readonly guard?: Guard;
}

/** The policy of something that is no resource here. Plain data. */
export interface Guard {
  /** As a text. */
  readonly policy: string;
  /** Condition keys of who comes. */
  readonly conditions: Conditions;
  /** What who may not hears. */
  readonly refusal: Refused;
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
  /** What a call asks for that is about several things, or does several; left out, or `null`: it is about one. */
  asks?(params: PlainObject, home: Home, operation: string): readonly AskedAction[] | null;
  /** The refusal in the service's words. */
  denied(denial: Denial): Refused;
  /** Condition keys of its own, in small letters, that no request has here. @defaultValue nobody knows what they would be */
  readonly absentKeys?: readonly string[];
  /** What policies may ask of a call beside its resource, by condition keys. @defaultValue nothing */
  conditions?(params: PlainObject, operation: string): Conditions;
  /** The role that an operation gives to what it makes or changes, if it gives one. @defaultValue none does */
  passes?(params: PlainObject, operation: string): PassedRole | null;
}

/** Something that a call does, and what it is done to. */
export interface AskedAction {
  readonly action: string;
  readonly arn: string;
}

/** A role that a service is to act with. */
export interface PassedRole {
  readonly role: string;
  /** What the service is called, such as `scheduler.amazonaws.com`. */
  readonly service: string;
  /** What whoever passes it hears where the service cannot assume it. */
  refused(): Refused;
}

/** A service that acts for a resource. */
export const serviceCaller = (
  service: string,
  source: string,
  { accountId, region }: Pick<Home, "accountId" | "region">,
): Caller => ({ principal: `${service}.amazonaws.com`, source, account: accountId, region });

/** A service that acts for a resource, and tells that it is the account's. */
export const ownerCaller = (
  service: string,
  source: string,
  home: Pick<Home, "accountId" | "region">,
): Caller => ({ ...serviceCaller(service, source, home), tellsOwner: true });

/** A service that acts for a resource with a role that is AWS's own. */
export const serviceLinkedCaller = (
  service: string,
  source: string,
  home: Pick<Home, "accountId" | "region">,
): Caller => ({ ...serviceCaller(service, source, home), isServiceLinked: true });

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
  // A role may be another account's.
  const account = /^arn:[^:]*:iam::(\d{12}):/.exec(role)?.[1] ?? accountId;
  return {
    principal: `arn:${partition}:sts::${account}:assumed-role/${name}/${session}`,
    source,
    account,
    region,
    role,
  };
}

/** What most services say to whoever may not do something. */
export const notAuthorized = ({ caller, action, arn, because }: Denial): string =>
  `User: ${caller.principal} is not authorized to perform: ${action} on resource: ${arn}${because === undefined ? "" : ` ${because}`}`;

/** A text among parameters that nobody has checked; `undefined` where there is none. */
export function textIn(params: PlainObject, name: string): string | undefined {
  const value = params[name];
  return typeof value === "string" && value !== "" ? value : undefined;
}
