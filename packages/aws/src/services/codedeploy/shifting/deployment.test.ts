import { hours, minutes, seconds, type Duration } from "@orrery/kernel";
import { expect, it } from "vitest";
import type { PlainObject } from "../../../service/refusal.ts";
import { call, wait, type Scripts } from "../../../index.ts";
import { functionOf, revisionOf, ShiftingAccount } from "../test/shifting-account.ts";

const configured = (deploymentConfigName: string): ShiftingAccount =>
  new ShiftingAccount(
    {},
    { deploymentConfigName: `CodeDeployDefault.Lambda${deploymentConfigName}` },
  );

/** The percentage of the new version at each minute from the first shift on. */
function shares(account: ShiftingAccount, id: string, count: number): readonly number[] {
  const shown = () =>
    (account.target(id)["lambdaFunctionInfo"] as PlainObject)["targetVersionWeight"] as number;
  return Array.from({ length: count }, (_, minute) => {
    if (minute > 0) account.advance(minutes(1));
    return shown();
  });
}

it.each([5, 10, 15, 30])(
  "codedeploy.shift.canary: 10 percent at once, all after %i minutes, which is the end",
  (length) => {
    const account = configured(`Canary10Percent${length}Minutes`);
    const id = account.deploy();
    expect(account.alias).toBe("1 + 10 % 2");
    account.advance((minutes(length) - 1) as Duration);
    expect([account.alias, account.status(id)]).toEqual(["1 + 10 % 2", "InProgress"]);
    account.advance(1 as Duration);
    expect([account.alias, account.status(id)]).toEqual(["2", "Succeeded"]);
  },
);

it.each([1, 2, 3, 10])("codedeploy.shift.linear: 10 percent more every %i minutes", (every) => {
  const account = configured(`Linear10PercentEvery${every}Minute${every === 1 ? "" : "s"}`);
  const id = account.deploy();
  const seen = shares(account, id, 9 * every + 1);
  expect(seen).toEqual(
    Array.from({ length: 9 * every + 1 }, (_, minute) => 10 * (Math.floor(minute / every) + 1)),
  );
  expect(account.alias).toBe("2");
});

it("codedeploy.shift.linear-end: an interval after the last step", () => {
  const account = configured("Linear10PercentEvery2Minutes");
  const id = account.deploy();
  account.advance((minutes(20) - 1) as Duration);
  expect([account.alias, account.status(id)]).toEqual(["2", "InProgress"]);
  account.advance(1 as Duration);
  expect(account.status(id)).toBe("Succeeded");
});

it("codedeploy.shift.all-at-once: all of it at once", () => {
  const account = configured("AllAtOnce");
  const id = account.deploy();
  expect([account.alias, account.status(id)]).toEqual(["2", "Succeeded"]);
  account.call("CreateDeploymentGroup", {
    applicationName: "shop",
    deploymentGroupName: "bare",
    serviceRoleArn: "arn:aws:iam::123456789012:role/deploys",
  });
  const shown = account.call("GetDeploymentGroup", {
    applicationName: "shop",
    deploymentGroupName: "bare",
  })["deploymentGroupInfo"] as PlainObject;
  expect(shown["deploymentConfigName"]).toBe("CodeDeployDefault.LambdaAllAtOnce");
});

it("codedeploy.shift.own: percentages, intervals, and no longer than 2,880 minutes", () => {
  const account = new ShiftingAccount();
  const own = (deploymentConfigName: string, linearPercentage: number, linearInterval: number) => ({
    deploymentConfigName,
    computePlatform: "Lambda",
    trafficRoutingConfig: {
      type: "TimeBasedLinear",
      timeBasedLinear: { linearPercentage, linearInterval },
    },
  });
  account.call("CreateDeploymentConfig", own("thirds", 30, 7));
  const id = account.deploy(revisionOf(), { deploymentConfigName: "thirds" });
  expect(shares(account, id, 22).filter((_, minute) => minute % 7 === 0)).toEqual([
    30, 60, 90, 100,
  ]);
  const wrong = "InvalidTrafficRoutingConfigurationException";
  for (const [percent, interval] of [
    [0, 1],
    [100, 1],
    [10, 0],
    [1, 30],
  ] as const) {
    expect(account.refusal("CreateDeploymentConfig", own("wrong", percent, interval))).toContain(
      wrong,
    );
  }
  // Nine intervals of 320 minutes are the longest shift.
  account.call("CreateDeploymentConfig", own("longest", 10, 320));
  expect(account.refusal("CreateDeploymentConfig", own("longer", 10, 321))).toContain(wrong);
});

/** Hooks that answer so after a while; `null`: not at all. */
const hooks = (before: string | null, after: string | null): Scripts => {
  const answering = (status: string | null): Scripts[string] =>
    function* (event) {
      yield wait(seconds(2));
      const { DeploymentId, LifecycleEventHookExecutionId } = event as Record<string, string>;
      if (status !== null) {
        yield call("codedeploy", "PutLifecycleEventHookExecutionStatus", {
          deploymentId: DeploymentId!,
          lifecycleEventHookExecutionId: LifecycleEventHookExecutionId!,
          status,
        });
      }
      return null;
    };
  return { before: answering(before), after: answering(after) };
};
const hooked = revisionOf({}, [{ BeforeAllowTraffic: "before" }, { AfterAllowTraffic: "after" }]);

function hookedAccount(before: string | null, after: string | null): ShiftingAccount {
  const account = new ShiftingAccount({ scripts: hooks(before, after) });
  for (const name of ["before", "after"]) {
    const Behavior = { type: "script", name };
    account.call("CreateFunction", { ...functionOf(name, 60), Behavior }, "lambda");
  }
  account.advance(seconds(10));
  return account;
}

it("codedeploy.life.order: a hook, the shift, and another hook", () => {
  const account = hookedAccount("Succeeded", "Succeeded");
  const id = account.deploy(hooked);
  expect([account.life(id), account.alias]).toEqual(["InProgress Pending Pending", "1"]);
  account.advance(seconds(10));
  expect([account.life(id), account.alias]).toEqual(["Succeeded InProgress Pending", "1 + 10 % 2"]);
  account.advance(minutes(5));
  expect([account.life(id), account.alias]).toEqual(["Succeeded Succeeded Succeeded", "2"]);
  expect(account.status(id)).toBe("Succeeded");
});

it("codedeploy.life.hook-denied: a hook that the group's role may not invoke fails the deployment", () => {
  const outcome = (...functions: readonly string[]) => {
    const account = new ShiftingAccount({
      scripts: hooks("Succeeded", "Succeeded"),
      iam: { mode: "enforce" },
    });
    const document = (...Statement: readonly PlainObject[]) =>
      JSON.stringify({ Version: "2012-10-17", Statement });
    const may = (Action: string, ...names: readonly string[]) => ({
      Effect: "Allow",
      Action,
      Resource: names.map((name) => `arn:aws:lambda:us-east-1:123456789012:function:${name}`),
    });
    const Principal = { Service: "codedeploy.amazonaws.com" };
    const trust = document({ Effect: "Allow", Principal, Action: "sts:AssumeRole" });
    account.call("CreateRole", { RoleName: "deploys", AssumeRolePolicyDocument: trust }, "iam");
    const PolicyDocument = document(
      may("lambda:GetAlias", "worker*"),
      may("lambda:UpdateAlias", "worker*"),
      may("lambda:InvokeFunction", "none", ...functions),
    );
    const policy = { RoleName: "deploys", PolicyName: "own", PolicyDocument };
    account.call("PutRolePolicy", policy, "iam");
    for (const name of ["before", "after"]) {
      const Behavior = { type: "script", name };
      account.call("CreateFunction", { ...functionOf(name, 60), Behavior }, "lambda");
    }
    account.advance(seconds(10));
    const id = account.deploy(hooked);
    account.advance(minutes(30));
    return [account.status(id), account.alias];
  };
  const failed = "Failed: HOOK_EXECUTION_FAILURE";
  expect(outcome()).toEqual([failed, "1"]);
  expect(outcome("before")).toEqual([failed, "1"]);
  expect(outcome("before", "after")).toEqual(["Succeeded", "2"]);
});

it("codedeploy.life.silence: a hook that does not answer within an hour has failed", () => {
  const account = hookedAccount("Succeeded", null);
  const id = account.deploy(hooked);
  account.advance(minutes(64));
  expect([account.status(id), account.alias]).toEqual(["InProgress", "2"]);
  account.advance(minutes(2));
  expect([account.status(id), account.alias]).toEqual(["Failed: HOOK_EXECUTION_FAILURE", "1"]);
  expect(account.life(id)).toBe("Succeeded Succeeded Failed");
});

it("codedeploy.life.hook-failed: nothing is shifted after the first, and all goes back after the second", () => {
  const first = hookedAccount("Failed", "Succeeded");
  const early = first.deploy(hooked);
  first.advance(seconds(10));
  expect(first.status(early)).toBe("Failed: HOOK_EXECUTION_FAILURE");
  expect([first.life(early), first.alias]).toEqual(["Failed Skipped Skipped", "1"]);
  const second = hookedAccount("Succeeded", "Failed");
  const late = second.deploy(hooked);
  second.advance(minutes(6));
  expect([second.status(late), second.alias]).toEqual(["Failed: HOOK_EXECUTION_FAILURE", "1"]);
});

it("codedeploy.life.answers: once, while it is waited for, and with one of two answers", () => {
  const account = hookedAccount(null, null);
  const id = account.deploy(hooked);
  const answer = (status: string, execution = btoa(`${id}/BeforeAllowTraffic`)) => ({
    deploymentId: id,
    lifecycleEventHookExecutionId: execution,
    status,
  });
  const operation = "PutLifecycleEventHookExecutionStatus";
  const wrong = "InvalidLifecycleEventHookExecution";
  expect(account.refusal(operation, answer("Pending"))).toContain(`${wrong}StatusException`);
  expect(account.refusal(operation, answer("Failed", "other"))).toContain(`${wrong}IdException`);
  account.call(operation, answer("Succeeded"));
  expect(account.refusal(operation, answer("Succeeded"))).toContain(`${wrong}StatusException`);
});

it("codedeploy.spec.form: one function with its alias and versions, and hooks that there are", () => {
  const account = new ShiftingAccount();
  const group = { applicationName: "shop", deploymentGroupName: "live" };
  const refusal = (revision: PlainObject) =>
    account.refusal("CreateDeployment", { ...group, revision });
  const content = (said: unknown) => ({
    revisionType: "AppSpecContent",
    appSpecContent: { content: typeof said === "string" ? said : JSON.stringify(said) },
  });
  for (const revision of [
    content("{"),
    content("version: 0.0"),
    content("version: [0.0"),
    content("Resources:\n - A\n- B: ["),
    content({ version: 1 }),
    content({ version: 0.0, Resources: [] }),
    revisionOf({ CurrentVersion: "$LATEST" }),
    revisionOf({ TargetVersion: "1" }),
    revisionOf({ Alias: null }),
    revisionOf({}, [{ Install: "hook" }]),
  ]) {
    expect(refusal(revision)).toContain("InvalidRevisionException");
  }
  expect(refusal({ revisionType: "S3" })).toContain("type S3");
});

it("codedeploy.spec.yaml: is written in YAML as well as in JSON, with versions as numbers or texts", () => {
  const specification = (hooks: string) => `# Shifts what users see.
version: 0.0
Resources:
  - front:
      Type: AWS::Lambda::Function
      Properties: { Name: "worker", Alias: live, CurrentVersion: "1", TargetVersion: 2 }
${hooks}`;
  const deployed = (content: string) => {
    const account = new ShiftingAccount();
    const id = account.deploy({ revisionType: "AppSpecContent", appSpecContent: { content } });
    account.advance(minutes(1));
    return [account.status(id), account.alias];
  };
  expect(deployed(specification(""))).toEqual(["InProgress", "1 + 10 % 2"]);
  const hooked = specification(
    "Hooks:\n  - BeforeAllowTraffic: gone\n  - AfterAllowTraffic: gone\n",
  );
  expect(deployed(hooked)).toEqual(["Failed: HOOK_EXECUTION_FAILURE", "1"]);
});

it("codedeploy.spec.current: the alias must lead to the current version", () => {
  const account = new ShiftingAccount();
  const id = account.deploy(revisionOf({ CurrentVersion: "2", TargetVersion: "1" }));
  expect([account.status(id), account.alias]).toEqual([
    "Failed: INVALID_LAMBDA_CONFIGURATION",
    "1",
  ]);
  const gone = account.deploy(revisionOf({ Alias: "gone" }));
  expect(account.status(gone)).toBe("Failed: INVALID_LAMBDA_FUNCTION");
  const missing = account.deploy(revisionOf({ TargetVersion: "9" }));
  expect([account.status(missing), account.alias]).toEqual([
    "Failed: INVALID_LAMBDA_FUNCTION",
    "1",
  ]);
});

const alarmed = (more: PlainObject = {}) => ({
  alarmConfiguration: { enabled: true, alarms: [{ name: "errors" }], ...more },
});
const alarm = {
  AlarmName: "errors",
  Namespace: "Shop",
  MetricName: "Errors",
  Statistic: "Sum",
  Period: 60,
  EvaluationPeriods: 1,
  Threshold: 1,
  ComparisonOperator: "GreaterThanThreshold",
  TreatMissingData: "ignore",
};
const setAlarm = (account: ShiftingAccount, StateValue: string) =>
  account.call(
    "SetAlarmState",
    { AlarmName: "errors", StateValue, StateReason: "a test" },
    "cloudwatch",
  );

it("codedeploy.alarm.stops: an alarm stops it and takes the traffic back, also one that was there before", () => {
  const account = new ShiftingAccount({}, alarmed());
  account.call("PutMetricAlarm", alarm, "cloudwatch");
  const id = account.deploy();
  account.advance(minutes(2));
  expect([account.status(id), account.alias]).toEqual(["InProgress", "1 + 10 % 2"]);
  setAlarm(account, "ALARM");
  account.advance(seconds(10));
  expect([account.status(id), account.alias]).toEqual(["Stopped: ALARM_ACTIVE", "1"]);
  const message = (account.deployment(id)["errorInformation"] as PlainObject)["message"];
  expect(message).toContain("Activated alarms: errors");
  const next = account.deploy();
  expect([account.status(next), account.alias]).toEqual(["Stopped: ALARM_ACTIVE", "1"]);
  setAlarm(account, "OK");
  const last = account.deploy();
  account.advance(minutes(6));
  expect([account.status(last), account.alias]).toEqual(["Succeeded", "2"]);
});

it("codedeploy.alarm.interval: alarms are looked at every ten seconds, or as often as is assumed", () => {
  const statuses = (every?: Duration) => {
    const assumptions = every === undefined ? {} : { "codedeploy.alarmInterval": every };
    const account = new ShiftingAccount({ assumptions }, alarmed());
    account.call("PutMetricAlarm", alarm, "cloudwatch");
    const id = account.deploy();
    account.advance(seconds(1));
    setAlarm(account, "ALARM");
    return [seconds(10), seconds(60)].map((later) => {
      account.advance(later);
      return account.status(id);
    });
  };
  expect(statuses()).toEqual(["Stopped: ALARM_ACTIVE", "Stopped: ALARM_ACTIVE"]);
  expect(statuses(seconds(60))).toEqual(["InProgress", "Stopped: ALARM_ACTIVE"]);
});

it("codedeploy.alarm.unknown: what cannot be told stops it, unless that is ignored", () => {
  const account = new ShiftingAccount({}, alarmed());
  expect(account.status(account.deploy())).toBe("Stopped: ALARM_ACTIVE");
  const other = new ShiftingAccount({}, alarmed({ ignorePollAlarmFailure: true }));
  expect(other.status(other.deploy())).toBe("InProgress");
});

it("codedeploy.alarm.missing: an alarm that is not there cannot be told", () => {
  const account = new ShiftingAccount(
    {},
    alarmed({ alarms: [{ name: "errors" }, { name: "no" }] }),
  );
  account.call("PutMetricAlarm", alarm, "cloudwatch");
  expect(account.status(account.deploy())).toBe("Stopped: ALARM_ACTIVE");
});

const withoutRollback = { autoRollbackConfiguration: { enabled: false } };

it("codedeploy.rollback.events: only on the events that the group names", () => {
  const account = new ShiftingAccount({}, { ...alarmed(), ...withoutRollback });
  account.call("PutMetricAlarm", alarm, "cloudwatch");
  const id = account.deploy();
  setAlarm(account, "ALARM");
  account.advance(seconds(10));
  expect([account.status(id), account.alias]).toEqual(["Stopped: ALARM_ACTIVE", "1 + 10 % 2"]);
  expect(account.deployment(id)["rollbackInfo"]).toBeUndefined();
});

it("codedeploy.rollback.same: no other deployment takes the traffic back", () => {
  const account = new ShiftingAccount();
  const id = account.deploy();
  account.call("StopDeployment", { deploymentId: id });
  account.advance(seconds(1));
  expect(account.alias).toBe("1");
  expect(account.deployment(id)["rollbackInfo"]).toBeDefined();
  expect(account.call("ListDeployments", {})["deployments"]).toEqual([id]);
});

it("codedeploy.stop.request: with or without rolling back, and not once it is over", () => {
  const account = new ShiftingAccount();
  const id = account.deploy();
  account.call("StopDeployment", { deploymentId: id, autoRollbackEnabled: false });
  account.advance(seconds(1));
  expect([account.status(id), account.alias]).toEqual(["Stopped: MANUAL_STOP", "1 + 10 % 2"]);
  expect(account.refusal("StopDeployment", { deploymentId: id })).toContain(
    "DeploymentAlreadyCompletedException",
  );
});

it("codedeploy.group.one: one active deployment", () => {
  const account = new ShiftingAccount();
  const id = account.deploy();
  const another = { applicationName: "shop", deploymentGroupName: "live", revision: revisionOf() };
  expect(account.refusal("CreateDeployment", another)).toBe(
    `DeploymentLimitExceededException: The Deployment Group 'live' already has an active Deployment '${id}'`,
  );
  account.advance(hours(1));
  account.call("CreateDeployment", another);
});

it("codedeploy.group.style: from blue to green, with control of traffic", () => {
  const account = new ShiftingAccount();
  const style = { deploymentStyle: { deploymentType: "IN_PLACE" } };
  const live = { applicationName: "shop", currentDeploymentGroupName: "live" };
  expect(account.refusal("UpdateDeploymentGroup", { ...live, ...style })).toContain(
    "InvalidDeploymentStyleException",
  );
});
