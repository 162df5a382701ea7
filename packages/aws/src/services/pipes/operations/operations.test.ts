import { minutes, seconds } from "@orrery/kernel";
import { expect, it } from "vitest";
import type { PlainObject } from "../../../service/refusal.ts";
import { piped, PipedAccount, queueArn, streamed } from "../test/piped-account.ts";

const pipe = { Name: "pipe" };
const transition = { assumptions: { "pipes.transitionTime": minutes(2) } };

/** An account some time after its start, where changes take two minutes. */
function later(): PipedAccount {
  const account = new PipedAccount(transition);
  account.advance(seconds(10));
  return account;
}
const stateIn = (account: PipedAccount) =>
  account.call("pipes", "DescribePipe", pipe)["CurrentState"];

it("pipes.state.cycle: is made, stopped and started in some minutes, and reads while it runs", () => {
  const account = later();
  account.send("x");
  expect(account.create()).toMatchObject({ CurrentState: "CREATING", DesiredState: "RUNNING" });
  account.advance(minutes(1));
  expect([stateIn(account), account.got()]).toEqual(["CREATING", []]);
  account.advance(minutes(2));
  expect(stateIn(account)).toBe("RUNNING");
  expect(account.got()).toHaveLength(1);
  expect(account.call("pipes", "StopPipe", pipe)).toMatchObject({ CurrentState: "STOPPING" });
  expect(account.refusal("StartPipe", pipe)).toMatch(/^ConflictException: .*STOPPING/);
  account.advance(minutes(3));
  account.send("y");
  account.advance(minutes(3));
  expect([stateIn(account), account.got()]).toEqual(["STOPPED", []]);
  expect(account.call("pipes", "StartPipe", pipe)).toMatchObject({ CurrentState: "STARTING" });
  account.advance(minutes(3));
  expect([stateIn(account), account.got().length]).toEqual(["RUNNING", 1]);
});

it("pipes.state.cycle: stands from the start, stopped where it is to be", () => {
  const account = new PipedAccount(transition);
  expect(account.create()).toMatchObject({ CurrentState: "RUNNING" });
  account.create(piped({ Name: "other", DesiredState: "STOPPED" }));
  const shown = account.call("pipes", "DescribePipe", { Name: "other" });
  expect(shown).toMatchObject({ CurrentState: "STOPPED" });
});

it("pipes.state.cycle: fails to be made where its source is not there", () => {
  const account = new PipedAccount();
  expect(account.create(piped({ Source: queueArn("none") }))).toMatchObject({
    CurrentState: "CREATE_FAILED",
  });
  expect(account.call("pipes", "DescribePipe", pipe)["StateReason"]).toMatch(/source/);
});

it("pipes.api.pipes: are shown as they were made, and changed member by member", () => {
  const account = new PipedAccount();
  account.create(streamed({ BatchSize: 5 }, { Description: "before", Tags: { a: "b" } }));
  account.advance(seconds(1));
  const SourceParameters = { KinesisStreamParameters: { MaximumRetryAttempts: 3 } };
  account.call("pipes", "UpdatePipe", {
    ...pipe,
    RoleArn: "arn:aws:iam::123456789012:role/other",
    SourceParameters,
    TargetParameters: { InputTemplate: '"<$.data.n>"' },
  });
  expect(account.call("pipes", "DescribePipe", pipe)).toMatchObject({
    Arn: "arn:aws:pipes:us-east-1:123456789012:pipe/pipe",
    Description: "before",
    RoleArn: "arn:aws:iam::123456789012:role/other",
    SourceParameters: {
      KinesisStreamParameters: {
        StartingPosition: "TRIM_HORIZON",
        BatchSize: 5,
        MaximumRetryAttempts: 3,
      },
    },
    Tags: { a: "b" },
    CreationTime: 1_795_424_400,
    LastModifiedTime: 1_795_424_401,
  });
  account.put({ n: 1 });
  account.advance(minutes(1));
  expect(account.got()).toEqual(["1"]);
});

it("pipes.api.pipes: are there once, and not found where they are not", () => {
  const account = new PipedAccount({ quotas: { "pipes.pipes": 1 } });
  for (const operation of ["DescribePipe", "DeletePipe", "StartPipe", "StopPipe"]) {
    expect(account.refusal(operation, pipe)).toBe("NotFoundException: Pipe pipe does not exist.");
  }
  account.create();
  expect(account.refusal("CreatePipe", piped())).toBe(
    "ConflictException: Pipe pipe already exists.",
  );
  expect(account.refusal("CreatePipe", piped({ Name: "more" }))).toMatch(
    /^ServiceQuotaExceededException/,
  );
  expect(account.call("pipes", "DeletePipe", pipe)).toMatchObject({ CurrentState: "DELETING" });
  account.send("x");
  account.advance(minutes(1));
  expect(account.got()).toEqual([]);
  expect(account.refusal("DescribePipe", pipe)).toMatch(/^NotFoundException/);
});

it("pipes.api.pipes: are listed in pages, by name, source, target and state", () => {
  const account = new PipedAccount();
  for (const Name of ["b", "a", "c"]) account.create(piped({ Name }));
  account.create(streamed({}, { Name: "stream", DesiredState: "STOPPED" }));
  const list = (params: PlainObject) => account.call("pipes", "ListPipes", params);
  const names = (params: PlainObject) =>
    (list(params)["Pipes"] as readonly PlainObject[]).map(({ Name }) => Name);
  expect(names({})).toEqual(["a", "b", "c", "stream"]);
  expect(names({ NamePrefix: "s" })).toEqual(["stream"]);
  expect(names({ SourcePrefix: "arn:aws:sqs" })).toEqual(["a", "b", "c"]);
  expect(names({ TargetPrefix: queueArn("none") })).toEqual([]);
  expect(names({ CurrentState: "STOPPED" })).toEqual(["stream"]);
  const first = list({ Limit: 2 });
  expect(first["Pipes"]).toHaveLength(2);
  expect(names({ Limit: 2, NextToken: first["NextToken"]! })).toEqual(["c", "stream"]);
});

it("pipes.api.pipes: have tags", () => {
  const account = new PipedAccount();
  const { Arn } = account.create();
  account.call("pipes", "TagResource", { resourceArn: Arn!, tags: { a: "1", b: "2" } });
  account.call("pipes", "UntagResource", { resourceArn: Arn!, tagKeys: ["a"] });
  expect(account.call("pipes", "ListTagsForResource", { resourceArn: Arn! })).toEqual({
    tags: { b: "2" },
  });
  const tags = Object.fromEntries(Array.from({ length: 50 }, (_, number) => [`k${number}`, "v"]));
  expect(account.refusal("TagResource", { resourceArn: Arn!, tags })).toMatch(/50 tags/);
});

it("pipes.transformer.reserved: refuses what no template may say", () => {
  const account = new PipedAccount();
  const TargetParameters = { InputTemplate: '{"a":"<aws.pipes.nothing>"}' };
  expect(account.refusal("CreatePipe", piped({ TargetParameters }))).toMatch(
    /^ValidationException: .*<aws.pipes.nothing>/,
  );
});
