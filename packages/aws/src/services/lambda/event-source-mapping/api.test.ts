import { eventSourceMappingNames } from "./kind.ts";
import { NotModeledError } from "../../../control/not-modeled.ts";
import {
  ConfigError,
  compileDistribution,
  declare,
  milliseconds,
  noEffects,
  Simulation,
  type AnyMachine,
  type Distribution,
  type Instant,
} from "@orrery/kernel";
import { describe, expect, it, vi } from "vitest";
import { testSources } from "../../../../test/driven-mapping.ts";
import { AwsClient, AwsError, type Parameter } from "../../../control/client.ts";
import { unpublished } from "../../../request/api-model.ts";
import { lambdaModel } from "../model.ts";
import { lambdaCorrections } from "../request.ts";
import { controlMachine } from "../../../control/machine.ts";
import type { ControlSettings } from "../../../control/state.ts";
import { accountCaller } from "../../../service/caller.ts";
import { refused } from "../../../service/refusal.ts";
import { figureValues } from "../../../service/assumed-figure.ts";
import { controlAssumptions } from "../../../control/limits.ts";
import { Plane } from "../../../control/plane.ts";
import {
  controlName,
  type ControlPlane,
  type Operation,
  type ServiceModel,
} from "../../../service/service-model.ts";
import { eventSourceMappingOperations } from "./api.ts";
import type { EventSourceMappingSettings } from "../../../mapping/queue/config.ts";
import { fifoToLambda, standardToLambda } from "../../sqs/limits.ts";
import { eventSourceMappingMachine } from "../../../mapping/queue/machine.ts";

/** A component that answers nothing: a queue and a function of which only the resource matters. */
const silent = (kind: string): AnyMachine => ({
  kind,
  stateVersion: 1,
  inputs: declare("receive", "finish", "invoke"),
  timers: declare(),
  ports: declare(),
  purposes: declare(),
  choices: declare(),
  metrics: declare(),
  initialState: () => ({}),
  transition: () => noEffects,
  fingerprint: () => 0,
});

const make = (
  kind: string,
  arnOf: (name: string, plane: ControlPlane) => string,
  recordOf: (value: number) => ControlPlaneRecord,
): Operation => ({
  begin(params, plane) {
    const name = String(params["Name"]);
    const record = recordOf(Number(params["Seconds"]));
    plane.create({ kind, name, arn: arnOf(name, plane), record }, () => ({}));
    return { type: "respond", response: {} };
  },
});
type ControlPlaneRecord = Parameters<ControlPlane["create"]>[0]["record"];

const access: ServiceModel["access"] = {
  actions: {},
  resourceOf: () => "*",
  denied: () => refused("AccessDenied", "Denied."),
};
const fakes: ServiceModel = {
  service: "fake",
  kinds: () => [],
  operations: {
    Queue: make(
      "sqs.queue",
      (name, { region, accountId }) => `arn:aws:sqs:${region}:${accountId}:${name}`,
      (timeout) => ({ attributes: { VisibilityTimeout: `${timeout}` } }),
    ),
    Function: make(
      "lambda.function",
      (name, { region, accountId }) => `arn:aws:lambda:${region}:${accountId}:function:${name}`,
      (timeout) => ({ Timeout: timeout }),
    ),
  },
  access,
  model: unpublished,
  templateTypes: [],
};
const lambda: ServiceModel = {
  service: "lambda",
  kinds: () => [],
  operations: eventSourceMappingOperations,
  access,
  model: lambdaModel.with(lambdaCorrections),
  templateTypes: [],
};

const account = "123456789012";
const queueArn = (name: string) => `arn:aws:sqs:us-east-1:${account}:${name}`;
const functionArn = (name: string) => `arn:aws:lambda:us-east-1:${account}:function:${name}`;

/** An account with the queues `orders` and `orders.fifo` and the functions `worker` and `slow`. */
function open(latencies: Readonly<Record<string, Distribution>> = {}) {
  const services = [fakes, lambda];
  const machines = [
    silent("sqs.queue"),
    silent("lambda.function"),
    eventSourceMappingMachine(eventSourceMappingNames, testSources),
    controlMachine({
      services,
      kinds: new Map(),
      sources: testSources,
      scalableOf: () => undefined,
    }),
  ];
  const simulation = new Simulation({ seed: 1, machines, privileged: ["aws.control"] });
  const settings: ControlSettings = {
    region: "us-east-1",
    accountId: account,
    partition: "aws",
    asOf: "2026-11-01",
    epochMilliseconds: 1_767_225_600_000,
    latencies,
    assumptions: {},
    assumed: figureValues(controlAssumptions),
    quotas: { "lambda.concurrentExecutions": 1_000 },
    unmodeled: {},
    keepsLogs: false,
    caller: accountCaller({ region: "us-east-1", accountId: account, partition: "aws" }),
    iam: null,
    entrances: [],
  };
  simulation.apply({
    do: "create",
    name: controlName,
    kind: "aws.control",
    settings,
    connections: [],
  });
  const statuses = (_: string, code: string) => lambda.model.statusOf(code);
  const client = new AwsClient(simulation, statuses);
  const call = (operation: string, params: Readonly<Record<string, Parameter | undefined>> = {}) =>
    client.call("lambda", `${operation}EventSourceMapping`, params);
  client.call("fake", "Queue", { Name: "orders", Seconds: 30 });
  client.call("fake", "Queue", { Name: "orders.fifo", Seconds: 30 });
  client.call("fake", "Function", { Name: "worker", Seconds: 3 });
  client.call("fake", "Function", { Name: "slow", Seconds: 60 });
  return { simulation, client, call };
}
type Account = ReturnType<typeof open>;

const mapping = { FunctionName: "worker", EventSourceArn: queueArn("orders") };
const create = ({ call }: Account, params: Readonly<Record<string, Parameter>> = {}) =>
  call("Create", { ...mapping, ...params });
const pollersOf = ({ simulation }: Account, uuid: unknown) =>
  simulation.gaugesOf(`lambda.eventSourceMapping:${String(uuid)}`, simulation.now)["Pollers"];

const settingsOf = ({ simulation }: Account, uuid: unknown) =>
  simulation.settingsOf(`lambda.eventSourceMapping:${String(uuid)}`) as EventSourceMappingSettings; // Of its kind.

/** The error that a call ends in. */
function errorOf(run: () => unknown): AwsError {
  try {
    run();
  } catch (error) {
    if (error instanceof AwsError) return error;
    if (error instanceof NotModeledError) {
      return new AwsError({ type: "refused", code: "NotModeled", message: error.what }, 400);
    }
    throw error;
  }
  throw new Error("AWS accepted it");
}
const messageOf = (params: Readonly<Record<string, Parameter>>, from = open()) => {
  const { code, message } = errorOf(() => create(from, params));
  return `${code}: ${message}`;
};

describe("CreateEventSourceMapping", () => {
  it("answers with all that AWS shows", () => {
    const response = create(open(), { MaximumBatchingWindowInSeconds: 1 });
    const uuid = response["UUID"];
    expect(uuid).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
    expect(response).toEqual({
      UUID: uuid,
      BatchSize: 10,
      MaximumBatchingWindowInSeconds: 1,
      EventSourceArn: queueArn("orders"),
      EventSourceMappingArn: `arn:aws:lambda:us-east-1:${account}:event-source-mapping:${String(uuid)}`,
      FunctionArn: functionArn("worker"),
      FunctionResponseTypes: [],
      LastModified: 1_767_225_600,
      State: "Creating",
      StateTransitionReason: "USER_INITIATED",
    });
  });

  it("shows filters, response types, and how it scales, where they are given", () => {
    const FilterCriteria = { Filters: [{ Pattern: '{"body":["a"]}' }] };
    const given = {
      FilterCriteria,
      FunctionResponseTypes: ["ReportBatchItemFailures"],
      ScalingConfig: { MaximumConcurrency: 2 },
    };
    expect(create(open(), given)).toMatchObject(given);
    const ProvisionedPollerConfig = { MinimumPollers: 4, MaximumPollers: 9 };
    const from = open();
    const response = create(from, { ProvisionedPollerConfig });
    expect(response).toMatchObject({ ProvisionedPollerConfig });
    expect(pollersOf(from, response["UUID"])).toBe(4);
  });

  it("event-source-mapping.state.transitions: is Creating, then Enabled, and polls", () => {
    const from = open();
    const { UUID: uuid } = create(from);
    expect(from.call("Get", { UUID: uuid })).toMatchObject({ State: "Enabled" });
    expect(pollersOf(from, uuid)).toBe(5);
  });

  it("event-source-mapping.state.transitions: is Disabled at once where it is not enabled", () => {
    const from = open();
    const response = create(from, { Enabled: false });
    expect(response).toMatchObject({ State: "Disabled" });
    expect(from.call("Get", { UUID: response["UUID"] })).toMatchObject({ State: "Disabled" });
    expect(pollersOf(from, response["UUID"])).toBe(0);
  });

  it("event-source-mapping.state.delay: takes as long as the scenario says", () => {
    const transition = { type: "constant", value: 7_000_000 } as const;
    const from = open({ "lambda.eventSourceMapping.transition": transition });
    const { UUID: uuid } = create(from);
    from.simulation.run({ until: 6_999_999 as Instant });
    expect(from.call("Get", { UUID: uuid })).toMatchObject({ State: "Creating" });
    expect(pollersOf(from, uuid)).toBe(0);
    from.simulation.run({ until: 7_000_000 as Instant });
    expect(from.call("Get", { UUID: uuid })).toMatchObject({ State: "Enabled" });
    expect(pollersOf(from, uuid)).toBe(5);
  });

  it.each([
    ["slow", "slow"],
    [functionArn("worker"), "worker"],
    [`${account}:function:worker`, "worker"],
    ["function:worker", "worker"],
    ["worker:$LATEST", "worker:$LATEST"],
    [`${functionArn("worker")}:$LATEST`, "worker:$LATEST"],
  ])("takes %s for a function", (FunctionName, shown) => {
    const from = open();
    from.client.call("fake", "Queue", { Name: "patient", Seconds: 900 });
    const response = create(from, { FunctionName, EventSourceArn: queueArn("patient") });
    expect(response["FunctionArn"]).toBe(functionArn(shown));
  });

  it("event-source-mapping.api.duplicate: is refused for a queue and a function that are joined", () => {
    const from = open();
    const { UUID: uuid } = create(from);
    const error = errorOf(() => create(from));
    expect(error).toMatchObject({ code: "ResourceConflictException", httpStatus: 409 });
    expect(error.message).toBe(
      `An event source mapping with SQS arn (" ${queueArn("orders")} ") and function (" worker ") already exists. Please update or delete the existing mapping with UUID ${String(uuid)}`,
    );
    expect(error.details).toEqual({ Type: "User", message: error.message });
    from.client.call("fake", "Function", { Name: "other", Seconds: 3 });
    expect(create(from, { FunctionName: "other" })["State"]).toBe("Creating");
    from.call("Delete", { UUID: uuid });
    expect(create(from)["State"]).toBe("Creating");
  });

  it("event-source-mapping.api.duplicate: holds for what an update leads to, and no more for what it left", () => {
    const from = open();
    from.client.call("fake", "Function", { Name: "other", Seconds: 3 });
    const { UUID: uuid } = create(from);
    const { UUID: second } = create(from, { FunctionName: "other" });
    const toWorker = () => from.call("Update", { UUID: second, FunctionName: "worker" });
    expect(errorOf(toWorker).message).toMatch(`existing mapping with UUID ${String(uuid)}`);
    from.client.call("fake", "Function", { Name: "third", Seconds: 3 });
    from.call("Update", { UUID: uuid, FunctionName: "third" });
    expect(toWorker()["State"]).toBe("Updating");
    expect(errorOf(() => create(from)).code).toBe("ResourceConflictException");
    expect(create(from, { FunctionName: "other" })["State"]).toBe("Creating");
    // Deleting what once had the place leaves it to who has it now.
    from.call("Delete", { UUID: uuid });
    expect(errorOf(() => create(from)).code).toBe("ResourceConflictException");
  });

  it("looks through no list of resources for a duplicate", () => {
    const listed = vi.spyOn(Plane.prototype, "list");
    const from = open();
    for (let made = 0; made < 20; made += 1) {
      from.client.call("fake", "Function", { Name: `worker-${made}`, Seconds: 3 });
      const { UUID: uuid } = create(from, { FunctionName: `worker-${made}` });
      from.call("Update", { UUID: uuid, BatchSize: 5 });
    }
    expect(listed).not.toHaveBeenCalled();
    listed.mockRestore();
  });

  it("event-source-mapping.api.visibility-below-timeout: is refused for a function that takes longer", () => {
    expect(messageOf({ FunctionName: "slow" })).toBe(
      "InvalidParameterValueException: Queue visibility timeout: 30 seconds is less than Function timeout: 60 seconds",
    );
  });

  it("event-source-mapping.api.defaults: has batches of ten, and no window, filter or maximum", () => {
    const from = open();
    const response = create(from);
    expect(response).toMatchObject({ BatchSize: 10, MaximumBatchingWindowInSeconds: 0 });
    expect(response).not.toHaveProperty("ScalingConfig");
    expect(response).not.toHaveProperty("FilterCriteria");
    const fifo = create(from, { EventSourceArn: queueArn("orders.fifo") });
    expect(fifo).toMatchObject({ BatchSize: 10 });
    expect(settingsOf(from, response["UUID"]).scaling.maximumPollers).toBe(1_000); // The account's.
  });

  it("event-source-mapping.api.window-for-large-batches: is refused without a window", () => {
    expect(messageOf({ BatchSize: 11 })).toBe(
      "InvalidParameterValueException: Maximum batch window in seconds must be greater than 0 if maximum batch size is greater than 10",
    );
    expect(create(open(), { BatchSize: 11, MaximumBatchingWindowInSeconds: 1 })).toMatchObject({
      BatchSize: 11,
    });
  });

  it("event-source-mapping.api.fifo: is refused for large batches and windows of a FIFO queue", () => {
    const fifo = { EventSourceArn: queueArn("orders.fifo") };
    expect(messageOf({ ...fifo, BatchSize: 100, MaximumBatchingWindowInSeconds: 5 })).toBe(
      "InvalidParameterValueException: Batching window is not supported for FIFO queues",
    );
    expect(messageOf({ ...fifo, BatchSize: 11 })).toBe(
      "InvalidParameterValueException: Maximum batch size must be between 1 and 10 inclusive",
    );
    expect(create(open(), { ...fifo, BatchSize: 10 })).toMatchObject({ State: "Creating" });
  });

  it("event-source-mapping.api.missing: is refused without a source, a function or a queue", () => {
    const unknown = errorOf(() => open().call("Create", { FunctionName: "worker" }));
    expect(unknown.message).toBe("Unrecognized event source.");
    expect(messageOf({ FunctionName: "nobody" })).toBe(
      "InvalidParameterValueException: Function does not exist",
    );
    expect(messageOf({ FunctionName: functionArn("worker").replace("east", "west") })).toBe(
      "InvalidParameterValueException: Function does not exist",
    );
    expect(messageOf({ EventSourceArn: queueArn("nothing") })).toBe(
      "InvalidParameterValueException: Error occurred while ReceiveMessage. SQS Error Code: AWS.SimpleQueueService.NonExistentQueue. SQS Error Message: The specified queue does not exist.",
    );
    const stream = `arn:aws:kinesis:us-east-1:${account}:stream/clicks`;
    expect(messageOf({ EventSourceArn: stream, StartingPosition: "LATEST" })).toBe(
      `InvalidParameterValueException: Stream not found: ${stream}`,
    );
    expect(messageOf({ EventSourceArn: "arn:aws:mq:us-east-1:123456789012:broker" })).toBe(
      "NotModeled: Event source mappings that read mq are not modeled.",
    );
  });

  it("event-source-mapping.api.name-pattern: names functions as the others do, and is told of all that is wrong", () => {
    const pattern = String.raw`(arn:(aws[a-zA-Z-]*)?:lambda:)?((eusc-)?[a-z]{2}((-gov)|(-iso([a-z]?)))?-[a-z]+-\d{1}:)?(\d{12}:)?(function:)?([a-zA-Z0-9-_\.]+)(:(\$LATEST(\.PUBLISHED)?|[a-zA-Z0-9-_]+))?`;
    const wrongName = `Value 'no way' at 'functionName' failed to satisfy constraint: Member must satisfy regular expression pattern: ${pattern}`;
    expect(messageOf({ FunctionName: "no way" })).toBe(
      `ValidationException: 1 validation error detected: ${wrongName}`,
    );
    expect(messageOf({ FunctionName: "no way", BatchSize: 0, StartingPosition: "0" })).toBe(
      `ValidationException: 3 validation errors detected: ` +
        "Value '0' at 'batchSize' failed to satisfy constraint: Member must have value greater than or equal to 1; " +
        `${wrongName}; ` +
        "Value '0' at 'startingPosition' failed to satisfy constraint: Member must satisfy enum value set: [LATEST, AT_TIMESTAMP, TRIM_HORIZON]",
    );
    expect(messageOf({ FunctionName: "w".repeat(257) })).toMatch(/less than or equal to 256$/);
    const list = (params: object) =>
      errorOf(() => open().client.call("lambda", "ListEventSourceMappings", params as never))
        .message;
    expect(list({ MaxItems: 0 })).toMatch(/Value '0' at 'maxItems' .* greater than or equal to 1$/);
    expect(list({ MaxItems: 10_001 })).toMatch(/less than or equal to 10000$/);
    expect(list({ FunctionName: "no way" })).toBe(`1 validation error detected: ${wrongName}`);
  });

  it("event-source-mapping.api.tags: has 50 tags at most", () => {
    const Tags = (count: number) =>
      Object.fromEntries(Array.from({ length: count }, (_, number) => [`t${number}`, ""]));
    expect(messageOf({ Tags: Tags(51) })).toBe(
      "InvalidParameterValueException: Number of tags exceeds resource tag limit.",
    );
    expect(create(open(), { Tags: Tags(50) })).toMatchObject({ State: "Creating" });
  });

  it("event-source-mapping.api.starting-position: is refused with one", () => {
    expect(messageOf({ StartingPosition: "LATEST" })).toBe(
      "InvalidParameterValueException: StartingPosition is not valid for SQS event sources.",
    );
    expect(messageOf({ StartingPosition: "0" })).toBe(
      "ValidationException: 1 validation error detected: Value '0' at 'startingPosition' failed to satisfy constraint: Member must satisfy enum value set: [LATEST, AT_TIMESTAMP, TRIM_HORIZON]",
    );
  });

  it("event-source-mapping.api.stream-parameters: is refused with what only streams have", () => {
    expect(messageOf({ DestinationConfig: { OnFailure: {} } })).toBe(
      "InvalidParameterValueException: Unsupported DestinationConfig parameter for given event source mapping type.",
    );
  });

  it.each([["{"], ['{"body":"simple string"'], ['{"body":[{"eq":1}]}'], ['{"body":[]}']])(
    "event-source-mapping.api.filter-pattern: is refused with the filter %s",
    (Pattern) => {
      expect(messageOf({ FilterCriteria: { Filters: [{ Pattern }] } })).toBe(
        "InvalidParameterValueException: Invalid filter pattern definition.",
      );
    },
  );

  it.each<[Readonly<Record<string, Parameter>>, string, string]>([
    [{ BatchSize: 0 }, "'0' at 'batchSize'", "greater than or equal to 1"],
    [{ BatchSize: 10_001 }, "'10001' at 'batchSize'", "less than or equal to 10000"],
    [
      { MaximumBatchingWindowInSeconds: 301 },
      "'301' at 'maximumBatchingWindowInSeconds'",
      "less than or equal to 300",
    ],
    [
      { ScalingConfig: { MaximumConcurrency: 1 } },
      "'1' at 'scalingConfig.maximumConcurrency'",
      "greater than or equal to 2",
    ],
    [
      { ScalingConfig: { MaximumConcurrency: 1_001 } },
      "'1001' at 'scalingConfig.maximumConcurrency'",
      "less than or equal to 1000",
    ],
    [
      { ProvisionedPollerConfig: { MinimumPollers: 201 } },
      "'201' at 'provisionedPollerConfig.minimumPollers'",
      "less than or equal to 200",
    ],
  ])("event-source-mapping.api.ranges: is refused with %j", (params, value, bound) => {
    expect(messageOf(params)).toBe(
      `ValidationException: 1 validation error detected: Value ${value} failed to satisfy constraint: Member must have value ${bound}`,
    );
  });

  it("event-source-mapping.api.ranges: is refused with what is no number, type or name", () => {
    for (const [value, kind] of [
      ["10", "STRING"],
      [1.5, "NUMBER"],
      [true, "BOOLEAN"],
      [[10], "LIST"],
    ] as const) {
      expect(messageOf({ BatchSize: value })).toBe(
        `SerializationException: ${kind}_VALUE can not be converted to an Integer`,
      );
    }
    expect(messageOf({ FunctionName: "" })).toMatch(/^ValidationException: .*'functionName'/);
    expect(messageOf({ FunctionResponseTypes: ["ReportAll"] })).toMatch(
      /^ValidationException: .*Value '\[ReportAll\]' at 'functionResponseTypes'/,
    );
    expect(messageOf({ FunctionResponseTypes: [{}] })).toMatch(
      /^SerializationException: OBJECT_VALUE can not be converted to a String$/,
    );
    expect(messageOf({ FunctionResponseTypes: ["ReportBatchItemFailures", "x"] })).toMatch(
      /Value '\[ReportBatchItemFailures, x\]' at 'functionResponseTypes'/,
    );
    const Filters = Array.from({ length: 6 }, () => ({ Pattern: '{"body":["a"]}' }));
    expect(messageOf({ FilterCriteria: { Filters } })).toMatch(/filters is 5/);
  });

  it("event-source-mapping.api.exclusive-scaling: is refused with both ways to scale", () => {
    const both = {
      ScalingConfig: { MaximumConcurrency: 5 },
      ProvisionedPollerConfig: { MinimumPollers: 2 },
    };
    expect(messageOf(both)).toMatch(/^InvalidParameterValueException: .*together/);
    const backwards = { MinimumPollers: 9, MaximumPollers: 8 };
    expect(messageOf({ ProvisionedPollerConfig: backwards })).toMatch(/greater than/);
  });

  it("takes how a mapping scales, and keeps it at an update that does not speak of it", () => {
    const from = open();
    const { UUID: uuid } = create(from, { Scaling: { initialPollers: 9 } });
    expect(pollersOf(from, uuid)).toBe(9);
    from.call("Update", { UUID: uuid, BatchSize: 5 });
    expect(settingsOf(from, uuid).scaling.initialPollers).toBe(9);
    from.call("Update", { UUID: uuid, Scaling: { initialPollers: 7 } });
    expect(settingsOf(from, uuid).scaling.initialPollers).toBe(7);
    expect(() => create(open(), { Scaling: { first: 9 } })).toThrow(
      /scaling: expected settings among initialPollers, .*, received "first"/,
    );
  });
});

describe("UpdateEventSourceMapping", () => {
  it("event-source-mapping.state.transitions: is Disabling, Enabling or Updating", () => {
    const from = open();
    const { UUID: uuid } = create(from);
    const states = [{ Enabled: false }, { BatchSize: 5 }, { Enabled: true }, { BatchSize: 6 }].map(
      (change) => [
        from.call("Update", { UUID: uuid, ...change })["State"],
        from.call("Get", { UUID: uuid })["State"],
      ],
    );
    expect(states).toEqual([
      ["Disabling", "Disabled"],
      ["Updating", "Disabled"],
      ["Enabling", "Enabled"],
      ["Updating", "Enabled"],
    ]);
  });

  it("keeps what is not given, and takes away what is given as nothing", () => {
    const from = open();
    const { UUID: uuid } = create(from, {
      BatchSize: 7,
      ScalingConfig: { MaximumConcurrency: 2 },
      FilterCriteria: { Filters: [{ Pattern: '{"body":["a"]}' }] },
      FunctionResponseTypes: ["ReportBatchItemFailures"],
    });
    from.simulation.run({ until: 1_500_000 as Instant });
    const nothing = { ScalingConfig: {}, FilterCriteria: {}, FunctionResponseTypes: [] };
    const response = from.call("Update", { UUID: uuid, ...nothing });
    expect(response).toMatchObject({
      UUID: uuid,
      BatchSize: 7,
      FunctionResponseTypes: [],
      LastModified: 1_767_225_601.5,
    });
    expect(Object.keys(response)).not.toContain("ScalingConfig");
    expect(Object.keys(response)).not.toContain("FilterCriteria");
    expect(from.call("Get", { UUID: uuid })).toEqual({ ...response, State: "Enabled" });
  });

  it("moves the mapping to another function, unless that one is joined or takes longer", () => {
    const from = open();
    const { UUID: uuid } = create(from);
    from.client.call("fake", "Function", { Name: "next", Seconds: 3 });
    const response = from.call("Update", { UUID: uuid, FunctionName: "next" });
    expect(response).toMatchObject({ UUID: uuid, FunctionArn: functionArn("next") });
    const other = create(from);
    const joined = errorOf(() =>
      from.call("Update", { UUID: other["UUID"], FunctionName: "next" }),
    );
    expect(joined.code).toBe("ResourceConflictException");
    const slow = errorOf(() => from.call("Update", { UUID: uuid, FunctionName: "slow" }));
    expect(slow.message).toMatch(/^Queue visibility timeout: 30 seconds is less/);
    const none = errorOf(() => from.call("Update", { UUID: uuid, FunctionName: "nobody" }));
    expect(none.message).toBe("Function does not exist");
  });

  it("checks what comes together", () => {
    const from = open();
    const { UUID: uuid } = create(from, { BatchSize: 50, MaximumBatchingWindowInSeconds: 5 });
    const change = (params: Readonly<Record<string, Parameter>>) =>
      from.call("Update", { UUID: uuid, ...params });
    const update = (params: Readonly<Record<string, Parameter>>) =>
      errorOf(() => change(params)).message;
    expect(update({ MaximumBatchingWindowInSeconds: 0 })).toMatch(/^Maximum batch window/);
    expect(update({ BatchSize: 0 })).toMatch(/at 'batchSize'/);
    // AWS knows it of creations alone.
    expect(() => change({ StartingPosition: "LATEST" })).toThrow(ConfigError);
  });

  it("event-source-mapping.api.in-use: is refused during a transition, as is the deletion", () => {
    const transition = { type: "constant", value: 7_000_000 } as const;
    const from = open({ "lambda.eventSourceMapping.transition": transition });
    const { UUID: uuid } = create(from);
    for (const what of ["Update", "Delete"]) {
      const error = errorOf(() => from.call(what, { UUID: uuid }));
      expect(`${error.code}: ${error.message}`).toBe(
        `ResourceInUseException: Cannot ${what.toLowerCase()} the event source mapping because it is in use.`,
      );
    }
    from.simulation.run({ until: 7_000_000 as Instant });
    expect(from.call("Update", { UUID: uuid })["State"]).toBe("Updating");
  });
});

describe("DeleteEventSourceMapping", () => {
  it("event-source-mapping.state.finishes: answers Deleting; the mapping is gone, its work goes on", () => {
    const from = open();
    const { UUID: uuid } = create(from);
    expect(from.call("Delete", { UUID: uuid })).toMatchObject({ UUID: uuid, State: "Deleting" });
    expect(errorOf(() => from.call("Get", { UUID: uuid })).code).toBe("ResourceNotFoundException");
    expect(from.client.call("lambda", "ListEventSourceMappings")).toEqual({
      EventSourceMappings: [],
    });
    expect(pollersOf(from, uuid)).toBe(5);
    from.simulation.run({ until: 120_000_000 as Instant });
    expect(pollersOf(from, uuid)).toBe(0);
    from.simulation.run({ until: 1_300_000_000 as Instant });
    from.client.call("lambda", "ListEventSourceMappings");
    expect(pollersOf(from, uuid)).toBeUndefined();
  });

  it.each(["Get", "Update", "Delete"])(
    "event-source-mapping.api.missing: and %s are refused for an unknown UUID",
    (operation) => {
      const error = errorOf(() => open().call(operation, { UUID: "no-such-mapping" }));
      expect(error).toMatchObject({ code: "ResourceNotFoundException", httpStatus: 404 });
      expect(error.message).toBe("The resource you requested does not exist.");
    },
  );
});

describe("ListEventSourceMappings", () => {
  it("event-source-mapping.api.list: lists by function, by queue, and page by page", () => {
    const from = open();
    const fifo = queueArn("orders.fifo");
    const uuids = [
      create(from)["UUID"],
      create(from, { EventSourceArn: fifo })["UUID"],
      create(from, { EventSourceArn: fifo, FunctionName: "worker:$LATEST" })["UUID"],
    ];
    const list = (params: Readonly<Record<string, Parameter>> = {}) => {
      const { EventSourceMappings, NextMarker } = from.client.call(
        "lambda",
        "ListEventSourceMappings",
        params,
      );
      const found = EventSourceMappings as readonly { readonly UUID: string }[];
      return [found.map(({ UUID }) => uuids.indexOf(UUID)), NextMarker];
    };
    expect(list()).toEqual([[0, 1, 2], undefined]);
    expect(list({ FunctionName: "worker" })).toEqual([[0, 1], undefined]);
    expect(list({ FunctionName: functionArn("worker:$LATEST") })).toEqual([[2], undefined]);
    expect(list({ FunctionName: "nobody" })).toEqual([[], undefined]);
    expect(list({ EventSourceArn: fifo })).toEqual([[1, 2], undefined]);
    expect(list({ MaxItems: 2 })).toEqual([[0, 1], "2"]);
    expect(list({ MaxItems: 2, Marker: "2" })).toEqual([[2], undefined]);
  });
});

describe("latency", () => {
  it.each([
    ["standard", standardToLambda, [13.7, 16.2, 33.8, 105]],
    ["FIFO", fifoToLambda, [21.9, 28.1, 61.2, 645]],
  ] as const)("event-source-mapping.latency.published: is as measured, %s", (_, law, expected) => {
    const sampler = compileDistribution(law);
    [0.1, 0.5, 0.9, 0.99].forEach((share, place) => {
      expect(sampler(() => share)).toBeCloseTo(milliseconds(expected[place]!), 3);
    });
  });
});
