import { expect, it } from "vitest";
import { withoutPlaceholders } from "./placeholders.ts";
import type { ValueObject } from "./value.ts";

const accountId = "123456789012";
const create = (params: ValueObject): ValueObject => ({
  call: "scheduler.create_schedule",
  params,
});

it("puts what AWS takes in the place of what it would refuse, wherever a program has it", () => {
  const target: ValueObject = { Arn: "not supported yet", RoleArn: "n/a" };
  const ops: readonly ValueObject[] = [
    create({ ScheduleExpression: "some cron", Target: target }),
    { assert: ["eq", "not supported yet", "other"] },
  ];
  const arn = `arn:aws:sqs:us-east-1:${accountId}:placeholder-2`;
  expect(withoutPlaceholders(ops, accountId)).toEqual([
    create({
      ScheduleExpression: "rate(2 hours)",
      Target: { Arn: arn, RoleArn: `arn:aws:iam::${accountId}:role/placeholder-3` },
    }),
    { assert: ["eq", arn, "other"] },
  ]);
});

it("leaves what AWS may take, and other services", () => {
  const ops: readonly ValueObject[] = [
    create({ ScheduleExpression: "rate(5 minutes)", Target: { Arn: "arn:aws:sqs:a:1:q" } }),
    { call: "events.put_rule", params: { ScheduleExpression: "some cron" } },
  ];
  expect(withoutPlaceholders(ops, accountId)).toEqual(ops);
});

it("takes the last year where a call must fail, and the next where it must not", () => {
  const start: ValueObject = { StartDate: { $: "utils.utcnow()|replace()" } };
  const ops: readonly ValueObject[] = [
    { ...create(start), expectError: "ClientError" },
    create(start),
  ];
  expect(withoutPlaceholders(ops, accountId)).toEqual([
    {
      ...create({ StartDate: { $: "(utils.utcnow()-365 days, 0:00:00)" } }),
      expectError: "ClientError",
    },
    create({ StartDate: { $: "(utils.utcnow()+365 days, 0:00:00)" } }),
  ]);
});
