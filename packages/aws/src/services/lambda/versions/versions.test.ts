import { milliseconds, seconds, type Duration } from "@orrery/kernel";
import { describe, expect, it } from "vitest";
import { functionParams, LambdaAccount } from "../../../../test/lambda-account.ts";
import type { PlainObject } from "../../../service/refusal.ts";

const arn = "arn:aws:lambda:us-east-1:123456789012:function:worker";
const profile = (figures: object): PlainObject => ({
  Behavior: { ...(functionParams["Behavior"] as object), ...figures },
});
const ofWorker = { FunctionName: "worker" };
const lasting = (duration: Duration) =>
  profile({ duration: { type: "constant", value: duration } });

/** An account with `worker`, two versions of which answer with their number. */
function published(params: PlainObject = {}): LambdaAccount {
  const lambda = new LambdaAccount({ seed: 1, latencies: noWait });
  lambda.create({ ...profile({ response: { version: 1 } }), ...params });
  lambda.call("PublishVersion", ofWorker);
  lambda.call("UpdateFunctionCode", {
    ...ofWorker,
    ZipFile: "AAAA",
    ...profile({ response: { version: 2 } }),
  });
  lambda.advance(seconds(2));
  lambda.call("PublishVersion", ofWorker);
  return lambda;
}
const noWait = {
  "lambda.cold.platformOverhead": { type: "constant", value: 0 },
  "lambda.cold.initDuration": { type: "constant", value: 0 },
} as const;
const invoke = (lambda: LambdaAccount, Qualifier?: string) =>
  lambda.call("Invoke", { ...ofWorker, ...(Qualifier === undefined ? {} : { Qualifier }) });

describe("versions", () => {
  it("lambda.version.publish: have the next number, and are the last one where nothing has changed", () => {
    const lambda = new LambdaAccount();
    lambda.create();
    const first = lambda.call("PublishVersion", { ...ofWorker, Description: "first" });
    expect(first).toMatchObject({
      Version: "1",
      FunctionArn: `${arn}:1`,
      Description: "first",
      State: "Active",
    });
    expect(lambda.call("PublishVersion", ofWorker)).toMatchObject({ Version: "1" });
    lambda.call("UpdateFunctionConfiguration", { ...ofWorker, MemorySize: 256 });
    lambda.advance(seconds(2));
    expect(lambda.call("PublishVersion", ofWorker)).toMatchObject({ Version: "2" });
    lambda.call("DeleteFunction", { ...ofWorker, Qualifier: "2" });
    const updated = lambda.call("UpdateFunctionCode", {
      ...ofWorker,
      ZipFile: "AAAA",
      Publish: true,
    });
    expect(updated).toMatchObject({ Version: "3", FunctionArn: `${arn}:3` });
    const other = lambda.create({ FunctionName: "other", Publish: true });
    expect(other).toMatchObject({ Version: "1" });
  });

  it("lambda.version.immutable: stay as they were published", () => {
    const lambda = new LambdaAccount();
    lambda.create();
    lambda.call("PublishVersion", ofWorker);
    lambda.call("UpdateFunctionConfiguration", { ...ofWorker, MemorySize: 512, Timeout: 9 });
    const { MemorySize, Timeout, FunctionArn } = lambda.call("GetFunctionConfiguration", {
      ...ofWorker,
      Qualifier: "1",
    });
    expect([MemorySize, Timeout, FunctionArn]).toEqual([128, 3, `${arn}:1`]);
  });

  it("lambda.version.mismatch: are not published of another digest or revision", () => {
    const lambda = new LambdaAccount();
    const { CodeSha256, RevisionId } = lambda.create();
    expect(lambda.refusal("PublishVersion", { ...ofWorker, CodeSha256: "other" })).toBe(
      `InvalidParameterValueException: CodeSHA256 (other) is different from current CodeSHA256 in $LATEST (${String(CodeSha256)}). Please try again with the CodeSHA256 in $LATEST.`,
    );
    expect(lambda.refusal("PublishVersion", { ...ofWorker, RevisionId: "other" })).toContain(
      "PreconditionFailedException",
    );
    const shown = lambda.call("GetFunctionConfiguration", ofWorker);
    const known = { CodeSha256: CodeSha256!, RevisionId: shown["RevisionId"] ?? RevisionId! };
    expect(lambda.call("PublishVersion", { ...ofWorker, ...known })).toMatchObject({
      Version: "1",
    });
  });

  it("lambda.version.list: are listed with $LATEST, each under its own ARN", () => {
    const { Versions } = published().call("ListVersionsByFunction", ofWorker);
    const shown = (Versions as readonly PlainObject[]).map(
      ({ Version, FunctionArn }) => [Version, FunctionArn] as const,
    );
    expect(shown).toEqual([
      ["$LATEST", `${arn}:$LATEST`],
      ["1", `${arn}:1`],
      ["2", `${arn}:2`],
    ]);
  });

  it("lambda.version.own-environments: have environments of their own, and answer by their number", () => {
    const lambda = published();
    for (const [qualifier, version] of [
      ["1", 1],
      ["2", 2],
      ["1", 1],
      ["$LATEST", 2],
    ] as const) {
      const { ExecutedVersion, Payload } = invoke(lambda, qualifier);
      expect([ExecutedVersion, Payload]).toEqual([qualifier, `{"version":${version}}`]);
    }
    const cold = (name: string) => lambda.simulation.metersOf(name)["ColdStarts"]!.sum;
    expect(cold("lambda.version:worker:1")).toBe(1);
    expect(cold("lambda.version:worker:2")).toBe(1);
  });

  it("lambda.version.shares-concurrency: share the reservation, the rate and the ramp of their function", () => {
    const lambda = published(lasting(seconds(1)));
    lambda.call("PutFunctionConcurrency", { ...ofWorker, ReservedConcurrentExecutions: 3 });
    const { simulation } = lambda;
    const answers: unknown[] = [];
    const tell = (component: string) =>
      simulation.tell(component, simulationInvoke, (body) => answers.push(body.type));
    tell("lambda.version:worker:1");
    tell("lambda.version:worker:1");
    tell("lambda.function:worker");
    tell("lambda.version:worker:1");
    tell("lambda.function:worker");
    simulation.run({ until: (simulation.now + 1) as never });
    expect(answers).toEqual(["refused", "refused"]);
    expect(simulation.metersOf("lambda.function:worker")["ConcurrentExecutions"]!.max).toBe(3);
    expect(simulation.metersOf("lambda.function:worker")["Throttles"]!.sum).toBe(2);
    lambda.advance(seconds(2));
    expect(answers).toHaveLength(5);
    // Three of them started an environment, whosever it was.
    const { rampTokens } = simulation.stateOf("lambda.function:worker") as { rampTokens: number };
    expect(rampTokens).toBe(997);
    const gauges = () => simulation.gaugesOf("lambda.account:123456789012");
    expect(gauges()["UnreservedConcurrencyInUse"]).toBe(0);
    lambda.call("DeleteFunctionConcurrency", ofWorker);
    tell("lambda.version:worker:1");
    simulation.run({ until: (simulation.now + 1) as never });
    expect(gauges()["UnreservedConcurrencyInUse"]).toBe(1);
    lambda.call("PutFunctionConcurrency", { ...ofWorker, ReservedConcurrentExecutions: 3 });
    expect(gauges()["UnreservedConcurrencyInUse"]).toBe(0);
    lambda.advance(seconds(2));
    expect(gauges()["UnreservedConcurrencyInUse"]).toBe(0);
  });

  it("lambda.version.counts-in-function: count among their function's metrics, and under their own name", () => {
    const lambda = published();
    for (const qualifier of ["1", "1", "2", "$LATEST"]) invoke(lambda, qualifier);
    const invocations = (name: string) => lambda.simulation.metersOf(name)["Invocations"]!.sum;
    expect(invocations("lambda.version:worker:1")).toBe(2);
    expect(invocations("lambda.version:worker:2")).toBe(1);
    expect(invocations("lambda.function:worker")).toBe(4);
  });

  it("lambda.version.referenced: are not deleted while an alias leads to them, and go with their function", () => {
    const lambda = published();
    lambda.call("CreateAlias", { ...ofWorker, Name: "live", FunctionVersion: "1" });
    expect(lambda.refusal("DeleteFunction", { ...ofWorker, Qualifier: "1" })).toContain(
      "ResourceConflictException",
    );
    lambda.call("DeleteFunction", { ...ofWorker, Qualifier: "2" });
    expect(lambda.refusal("Invoke", { ...ofWorker, Qualifier: "2" })).toBe(
      `ResourceNotFoundException: Function not found: ${arn}:2`,
    );
    lambda.call("DeleteFunction", ofWorker);
    expect(lambda.refusal("Invoke", { ...ofWorker, Qualifier: "live" })).toContain("NotFound");
    lambda.create();
    expect(lambda.call("ListAliases", ofWorker)).toEqual({ Aliases: [] });
  });
});

const simulationInvoke = {
  type: "invoke",
  payload: { type: "json", value: {}, size: 2 },
  trail: null,
  event: null,
} as const;

describe("aliases", () => {
  const weigh = (weights: PlainObject) => ({
    RoutingConfig: { AdditionalVersionWeights: weights },
  });

  it("lambda.alias.create: lead to a version that is there, under a name of their own", () => {
    const lambda = published();
    const live = { ...ofWorker, Name: "live", FunctionVersion: "1" };
    const made = lambda.call("CreateAlias", { ...live, Description: "what users see" });
    expect(made).toMatchObject({
      AliasArn: `${arn}:live`,
      Name: "live",
      FunctionVersion: "1",
      Description: "what users see",
    });
    expect(lambda.call("GetAlias", { ...ofWorker, Name: "live" })).toEqual(made);
    expect(invoke(lambda, "live")).toMatchObject({ ExecutedVersion: "1" });
    expect(lambda.refusal("CreateAlias", live)).toBe(
      `ResourceConflictException: Alias already exists: ${arn}:live`,
    );
    expect(lambda.refusal("CreateAlias", { ...live, Name: "x", FunctionVersion: "7" })).toBe(
      `ResourceNotFoundException: Function not found: ${arn}:7`,
    );
    expect(lambda.refusal("CreateAlias", { ...live, Name: "12" })).toContain("ValidationException");
  });

  it("lambda.alias.weights: give one other published version a share", () => {
    const lambda = published();
    const create = { ...ofWorker, Name: "live", FunctionVersion: "1" };
    const refused = (params: PlainObject) =>
      lambda.refusal("CreateAlias", { ...create, ...params });
    expect(refused(weigh({ 2: 0.1, 3: 0.1 }))).toBe(
      "InvalidParameterValueException: Number of items in AdditionalVersionWeights cannot be greater than 1",
    );
    expect(refused({ FunctionVersion: "$LATEST", ...weigh({ 2: 0.1 }) })).toBe(
      "InvalidParameterValueException: $LATEST is not supported for an alias pointing to more than 1 version",
    );
    expect(refused(weigh({ 1: 0.1 }))).toContain("already included in routing configuration");
    expect(refused(weigh({ 2: 1.5 }))).toContain("ValidationException");
    expect(refused(weigh({ 9: 0.5 }))).toContain(`Function not found: ${arn}:9`);
    lambda.call("UpdateFunctionConfiguration", {
      ...ofWorker,
      Role: "arn:aws:iam::123456789012:role/other",
    });
    lambda.advance(seconds(2));
    lambda.call("PublishVersion", ofWorker);
    expect(refused(weigh({ 3: 0.5 }))).toContain("execution role");
    expect(lambda.call("CreateAlias", { ...create, ...weigh({ 2: 0.25 }) })).toMatchObject(
      weigh({ 2: 0.25 }),
    );
  });

  it("lambda.alias.draw: draw the version of each invocation by the share", () => {
    const lambda = published();
    const live = { ...ofWorker, Name: "live", FunctionVersion: "1", ...weigh({ 2: 0.25 }) };
    lambda.call("CreateAlias", live);
    let second = 0;
    for (let nth = 0; nth < 400; nth += 1) {
      if (invoke(lambda, "live")["ExecutedVersion"] === "2") second += 1;
      lambda.advance(milliseconds(20));
    }
    // Three standard deviations of a draw of a quarter.
    expect(Math.abs(second - 100)).toBeLessThan(26);
    expect(lambda.simulation.metersOf("lambda.alias:worker:live")).toMatchObject({
      RoutedInvocations: { sum: 400 },
      RoutedToAdditionalVersion: { sum: second },
    });
  });

  it("lambda.alias.draw-of-events: draw the version of an event once, when it is taken", () => {
    const lambda = published(profile({ failures: 1, response: null }));
    const live = { ...ofWorker, Name: "live", FunctionVersion: "1", ...weigh({ 2: 1 }) };
    lambda.call("CreateAlias", live);
    const event = { ...ofWorker, Qualifier: "live", InvocationType: "Event", Payload: "{}" };
    expect(lambda.call("Invoke", event)).toMatchObject({ StatusCode: 202 });
    lambda.call("UpdateAlias", { ...ofWorker, Name: "live", RoutingConfig: {} });
    lambda.advance(seconds(400));
    const invocations = (version: number) =>
      lambda.simulation.metersOf(`lambda.version:worker:${version}`)["Invocations"]!.sum;
    expect([invocations(1), invocations(2)]).toEqual([0, 1]);
  });

  it("lambda.alias.update: lead to their new version from then on", () => {
    const lambda = published();
    const named = { ...ofWorker, Name: "live" };
    const { RevisionId } = lambda.call("CreateAlias", { ...named, FunctionVersion: "1" });
    expect(lambda.refusal("UpdateAlias", { ...named, RevisionId: "other" })).toContain(
      "Precondition",
    );
    lambda.call("UpdateAlias", { ...named, FunctionVersion: "2", RevisionId: RevisionId! });
    expect(invoke(lambda, "live")).toMatchObject({ ExecutedVersion: "2" });
    const { Aliases } = lambda.call("ListAliases", { ...ofWorker, FunctionVersion: "2" });
    expect(Aliases).toHaveLength(1);
    expect(lambda.call("ListAliases", { ...ofWorker, FunctionVersion: "1" })).toEqual({
      Aliases: [],
    });
    expect(lambda.call("DeleteAlias", named)).toEqual({});
    expect(lambda.call("DeleteAlias", named)).toEqual({});
    expect(lambda.refusal("GetAlias", named)).toBe(
      `ResourceNotFoundException: Cannot find alias arn: ${arn}:live`,
    );
    expect(lambda.refusal("UpdateAlias", named)).toBe(
      `ResourceNotFoundException: Alias not found: ${arn}:live`,
    );
  });

  it("lambda.qualifier.targets: are read for by mappings, sent to by topics, and shown", () => {
    const lambda = published();
    const client = lambda.simulation.client();
    lambda.call("CreateAlias", { ...ofWorker, Name: "live", FunctionVersion: "1" });
    client.call("sqs", "CreateQueue", { QueueName: "orders" });
    client.call("sns", "CreateTopic", { Name: "news" });
    const mapping = lambda.call("CreateEventSourceMapping", {
      FunctionName: "worker:live",
      EventSourceArn: "arn:aws:sqs:us-east-1:123456789012:orders",
    });
    expect(mapping["FunctionArn"]).toBe(`${arn}:live`);
    client.call("sns", "Subscribe", {
      TopicArn: "arn:aws:sns:us-east-1:123456789012:news",
      Protocol: "lambda",
      Endpoint: `${arn}:2`,
    });
    client.call("sqs", "SendMessage", { QueueUrl: "orders", MessageBody: "{}" });
    client.call("sns", "Publish", {
      TopicArn: "arn:aws:sns:us-east-1:123456789012:news",
      Message: "{}",
    });
    lambda.advance(seconds(90));
    const invocations = (version: number) =>
      lambda.simulation.metersOf(`lambda.version:worker:${version}`)["Invocations"]!.sum;
    expect([invocations(1), invocations(2)]).toEqual([1, 1]);
    const { Configuration } = lambda.call("GetFunction", { ...ofWorker, Qualifier: "live" });
    expect(Configuration).toMatchObject({ FunctionArn: `${arn}:live`, Version: "1" });
    const log = lambda.call("Invoke", { ...ofWorker, Qualifier: "live", LogType: "Tail" });
    expect(atob(String(log["LogResult"]))).toContain("Version: 1");
  });
});
