import { describe, expect, it } from "vitest";
import { AlarmAccount, beginning, custom } from "../test/alarm-account.ts";
import { holds, parseAlarmRule } from "../rule/alarm-rule.ts";

const topic = "arn:aws:sns:us-east-1:123456789012:nobody";
const set = (account: AlarmAccount, AlarmName: string, StateValue: string) =>
  account.cloudwatch("SetAlarmState", { AlarmName, StateValue, StateReason: "a test" });

/** Alarms that keep the states that they are forced into. */
function withAlarms(...names: readonly string[]): AlarmAccount {
  const account = new AlarmAccount();
  for (const name of names) account.alarm(name, { ...custom, TreatMissingData: "ignore" });
  return account;
}

describe("an alarm on alarms", () => {
  it.each([
    ["ALARM(a) AND OK(b)", true],
    ['ALARM("a") AND (ALARM(b) OR FALSE)', false],
    ["NOT ALARM(b)", true],
    ["NOT (ALARM(a) OR OK(b))", false],
    ["INSUFFICIENT_DATA(c) OR FALSE", true],
    ["AT_LEAST(2, ALARM, (a, b, c))", false],
    ["AT_LEAST(1, ALARM, (a, b, c))", true],
    ["AT_LEAST(60%, NOT ALARM, (a, b, c))", true],
    ["TRUE AND FALSE", false],
  ])("cloudwatch.composite.rule: %s is %s", (rule, is) => {
    const states = { a: "ALARM", b: "OK", c: "INSUFFICIENT_DATA" } as const;
    const tree = parseAlarmRule(rule);
    expect(tree).not.toBeNull();
    expect(holds(tree!, (name) => states[name as "a"])).toBe(is);
  });

  it.each(["", "ALARM", "ALARM(a", "a AND b", "AT_LEAST(4, ALARM, (a, b))", "ALARM(a) OK(b)"])(
    "cloudwatch.composite.rule: %s is none",
    (rule) => {
      expect(parseAlarmRule(rule)).toBeNull();
    },
  );

  it("cloudwatch.composite.evaluation: follows those in its rule at once", () => {
    const account = withAlarms("a", "b");
    account.composite("both", "ALARM(a) AND ALARM(b)");
    expect(account.state("both")).toBe("OK");
    account.to(10);
    set(account, "a", "ALARM");
    account.to(20);
    set(account, "b", "ALARM");
    account.to(30);
    set(account, "a", "OK");
    account.to(31);
    expect(account.changes("both")).toEqual(["0 OK", "20 ALARM", "30 OK"]);
    expect(account.described("both")["StateReason"]).toBe(
      "arn:aws:cloudwatch:us-east-1:123456789012:alarm:a transitioned to OK at Monday 23 November, 2026 09:00:30 UTC",
    );
  });

  it("cloudwatch.composite.evaluation: stops where it looks at itself", () => {
    const account = withAlarms("a");
    account.composite("one", "ALARM(a)");
    account.composite("two", "NOT ALARM(one)");
    account.composite("one", "ALARM(two)");
    set(account, "two", "OK");
    account.to(10);
    expect([account.state("one"), account.state("two")]).toEqual(["OK", "OK"]);
  });

  it("cloudwatch.composite.actions: are not those of Auto Scaling, and what it names is there", () => {
    const account = withAlarms("a");
    const scaling = "arn:aws:autoscaling:us-east-1:123456789012:scalingPolicy:x:y/z";
    expect(
      account.alarmRefusal("PutCompositeAlarm", {
        AlarmName: "c",
        AlarmRule: "ALARM(a)",
        AlarmActions: [scaling],
      }),
    ).toContain("ValidationError");
    expect(
      account.alarmRefusal("PutCompositeAlarm", { AlarmName: "c", AlarmRule: "ALARM(b)" }),
    ).toBe(
      "ValidationError: Could not save the composite alarm as alarms [b] in the alarm rule do not exist",
    );
    account.composite("c", "ALARM(a)");
    expect(account.alarmRefusal("DeleteAlarms", { AlarmNames: ["a"] })).toContain(
      "depending on it",
    );
    account.cloudwatch("DeleteAlarms", { AlarmNames: ["c"] });
    account.cloudwatch("DeleteAlarms", { AlarmNames: ["a"] });
  });

  it("cloudwatch.composite.limits: has at most 100 alarms in its rule", () => {
    const names = Array.from({ length: 101 }, (_, place) => `a${place}`);
    const account = withAlarms(...names);
    const rule = names.map((name) => `ALARM(${name})`).join(" OR ");
    expect(
      account.alarmRefusal("PutCompositeAlarm", { AlarmName: "c", AlarmRule: rule }),
    ).toContain("LimitExceeded");
  });

  describe("cloudwatch.composite.suppression", () => {
    function suppressed() {
      const account = withAlarms("a", "maintenance");
      account.composite("c", "ALARM(a)", {
        AlarmActions: [topic],
        OKActions: [topic],
        ActionsSuppressor: "maintenance",
        ActionsSuppressorWaitPeriod: 30,
        ActionsSuppressorExtensionPeriod: 20,
      });
      account.to(100);
      const acted = () =>
        account
          .history("c", "Action")
          .map((each) => Math.round((each["Timestamp"] as number) * 10) / 10 - beginning);
      return { account, acted };
    }

    it("cloudwatch.composite.suppression: waits for its suppressor, and acts then", () => {
      const { account, acted } = suppressed();
      const before = acted().length;
      set(account, "a", "ALARM");
      expect(account.described("c")).toMatchObject({ ActionsSuppressedBy: "WaitPeriod" });
      account.to(129);
      expect(acted()).toHaveLength(before);
      account.to(131);
      expect(acted().slice(before)).toEqual([expect.closeTo(130.2)]);
    });

    it("cloudwatch.composite.suppression: does not act while it is in ALARM, nor for a while after", () => {
      const { account, acted } = suppressed();
      const before = acted().length;
      set(account, "maintenance", "ALARM");
      account.to(101);
      set(account, "a", "ALARM");
      account.to(150);
      expect(account.described("c")).toMatchObject({ ActionsSuppressedBy: "Alarm" });
      set(account, "maintenance", "OK");
      account.to(151);
      expect(account.described("c")).toMatchObject({ ActionsSuppressedBy: "ExtensionPeriod" });
      account.to(200);
      expect(acted().slice(before)).toEqual([expect.closeTo(170.2)]);
    });

    it("cloudwatch.composite.suppression: begins to wait anew where it changes meanwhile", () => {
      const { account, acted } = suppressed();
      const before = acted().length;
      set(account, "a", "ALARM");
      account.to(120);
      set(account, "a", "OK");
      account.to(200);
      expect(acted().slice(before)).toEqual([expect.closeTo(150.2)]);
    });
  });
});
