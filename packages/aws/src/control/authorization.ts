import { invariant, table, type Draft } from "@orrery/kernel";
import type { Caller, Conditions, Guard } from "../service/caller.ts";
import type { Kinds } from "../service/kinds.ts";
import { once } from "../service/later.ts";
import type { Refused } from "../service/refusal.ts";
import type { ServiceModel } from "../service/service-model.ts";
import { verdictOn, type Verdict } from "./permission.ts";
import type { ControlledServices, ControlSettings, ControlState } from "./state.ts";

/** What a caller hears who asks whether he may do something. */
export interface Authorization {
  /** `null`: he may, or nobody minds that he may not. */
  readonly refusal: Refused | null;
  /** Which policy is against it; `null`: none. */
  readonly because: string | null;
  /** What policies ask that is not simulated, and roles and policies that nobody knows. */
  readonly unknown: readonly string[];
}

/** Who may do what, by the policies of an account. */
export interface Authorizer {
  /** Whether a caller may do something, told to nobody. */
  authorize(
    control: ControlState,
    settings: ControlSettings,
    caller: Caller,
    action: string,
    arn: string,
    guard?: Guard,
  ): Authorization;
  /** The same, and what may not be done is kept for reports. */
  authorizeAndTell(
    control: Draft<ControlState>,
    settings: ControlSettings,
    caller: Caller,
    action: string,
    arn: string,
    conditions?: Conditions,
  ): Refused | null;
}

/** Services, with who may do what. */
export interface AuthorizedServices extends ControlledServices {
  readonly authorizer: Authorizer;
}

const allowed: Authorization = Object.freeze({
  refusal: null,
  because: null,
  unknown: Object.freeze([]),
});

/** Authorizes what callers ask of some services, which refuse in their own words. */
export function authorizerOf(
  services: readonly Pick<ServiceModel, "service" | "access">[],
  kinds: Kinds,
): Authorizer {
  // Where services share a prefix, it is that one's which is called so.
  const accesses = once(
    () =>
      new Map([
        ...services.map(({ service, access }) => [access.prefix ?? service, access] as const),
        ...services.map(({ service, access }) => [service, access] as const),
      ]),
  );
  const accessOf = (action: string) => {
    const access = accesses().get(action.slice(0, action.indexOf(":")));
    invariant(access !== undefined, `${action} is an action of no service`);
    return access;
  };
  const absent = once(
    (): ReadonlySet<string> => new Set(services.flatMap(({ access }) => access.absentKeys ?? [])),
  );
  const judge = (
    control: ControlState,
    settings: ControlSettings,
    caller: Caller,
    action: string,
    arn: string,
    conditions: Conditions = null,
    policy?: string,
  ): Verdict =>
    verdictOn(
      { control, settings, kinds, absent: absent(), policy },
      caller,
      action,
      arn,
      conditions,
    );
  const heard = (
    { because }: Verdict,
    settings: ControlSettings,
    caller: Caller,
    action: string,
    arn: string,
    guard?: Guard,
  ): Refused | null =>
    because === null || settings.iam?.mode === "warn"
      ? null
      : (guard?.refusal ?? accessOf(action).denied({ caller, action, arn, because }));

  return {
    authorize(control, settings, caller, action, arn, guard) {
      if (settings.iam === null) return allowed;
      const { conditions = null, policy } = guard ?? {};
      const verdict = judge(control, settings, caller, action, arn, conditions, policy);
      return { ...verdict, refusal: heard(verdict, settings, caller, action, arn, guard) };
    },
    authorizeAndTell(control, settings, caller, action, arn, conditions) {
      if (settings.iam === null) return null;
      const verdict = judge(control, settings, caller, action, arn, conditions);
      if (verdict.because !== null) tell(control, verdict.because, caller, action, arn);
      tellUnknown(control, verdict);
      return heard(verdict, settings, caller, action, arn);
    },
  };
}

/** Keeps for reports what is not known of policies. */
export function tellUnknown(
  control: Draft<ControlState>,
  { unknown }: Pick<Authorization, "unknown">,
): void {
  for (const each of unknown) {
    if (!table.has(control.unknown, each)) table.set(control.unknown, each, true);
  }
}

function tell(
  control: Draft<ControlState>,
  because: string,
  { principal, source }: Caller,
  action: string,
  arn: string,
): void {
  const key = `${principal} ${action} ${arn}`;
  const count = (table.get(control.denials, key)?.count ?? 0) + 1;
  table.set(control.denials, key, { principal, source, action, arn, because, count });
}
