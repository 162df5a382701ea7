import { hours, minutes, seconds, type Duration, type Plain } from "@orrery/kernel";
import { drive } from "@orrery/testing";
import { describe, expect, it } from "vitest";
import { noTrail } from "../../../service/origin.ts";
import { refused, type PlainObject } from "../../../service/refusal.ts";
import { sizeInUtf8 } from "../../../text/utf8.ts";
import { checkedSource, checkedValues, type TriggerSettings } from "./config.ts";
import { triggerAssumptions } from "./limits.ts";
import { figureValues } from "../../../service/assumed-figure.ts";
import { triggerInvariants } from "./invariants.ts";
import { triggerMachine } from "./machine.ts";
import { triggerSources } from "./source-list.ts";

const functionArn = "arn:aws:lambda:us-east-1:123456789012:function:worker";

function settingsOf(source: string, said: object = {}): TriggerSettings {
  return {
    number: 7,
    arn: `${functionArn}/trigger/one`,
    source,
    values: checkedValues("as", checkedSource("as", source), said),
    functionArn,
    region: "us-east-1",
    accountId: "123456789012",
    partition: "aws",
    epochMilliseconds: Date.UTC(2026, 10, 23, 9),
    asOf: "2026-11-01",
    assumed: figureValues(triggerAssumptions, {}),
  };
}

function open(source: string, said: object = {}) {
  const trigger = drive(triggerMachine, settingsOf(source, said), triggerInvariants);
  const bring = (payload: Plain = {}) => {
    const body = JSON.stringify(payload);
    const text = { body, size: sizeInUtf8(body) };
    return trigger.request({ type: "bringEvent", text, trail: noTrail });
  };
  const sent = () => trigger.sent.at(-1)!;
  const input = () => sent().input as { type: string; payload: { value: Plain; size: number } };
  const event = () => input().payload.value as PlainObject;
  const returns = (payload: Plain, functionError: "Unhandled" | null = null) =>
    trigger.answer(sent(), { type: "invoked", functionError, payload } as never);
  const taken = () => trigger.answer(sent(), { type: "eventTaken" });
  const settle = (number: number, outcome: object) =>
    trigger.request({ type: "settleTicket", number, outcome } as never).reply;
  const after = (time: Duration) => trigger.advance(time);
  return { trigger, bring, sent, input, event, returns, taken, settle, after };
}

/** What a synchronous answer comes to. */
function endingOf(source: string, answer: Plain, said: object = {}): unknown {
  const { bring, returns } = open(source, said);
  const asked = bring();
  returns(answer);
  return (asked.reply as { ending: string }).ending;
}

const asynchronous = [
  ...["codecommit", "iot", "iot-1-click", "iot-button", "iotevents", "secretsmanager", "ses"],
  "workmail",
];
const synchronous = [
  ...["alexa", "alexa-smart-home", "appsync", "appsync-authorizer", "bedrock-agent", "clientvpn"],
  ...["cognito", "cognito-sync", "connect", "iot-authorizer", "iot-provisioning"],
  ...["kinesisanalytics", "lex", "lex-v2", "s3-object-lambda", "sagemaker"],
];

it.each(asynchronous)("lambda.trigger.asynchronous: Lambda takes the event of %s", (source) => {
  const { bring, input, taken } = open(source);
  const asked = bring();
  expect(input().type).toBe("invokeEvent");
  taken();
  expect(asked.reply).toEqual({ type: "eventSettled", ending: "taken" });
});

it.each(synchronous)("lambda.trigger.synchronous: %s waits for the function", (source) => {
  const { bring, input, returns } = open(source);
  const asked = bring();
  expect(input().type).toBe("invoke");
  expect(asked.reply).toBeUndefined();
  returns({ errorMessage: "no" }, "Unhandled");
  expect(asked.reply).toEqual({ type: "eventSettled", ending: "failed" });
});

it.each([...asynchronous, ...synchronous])(
  "lambda.trigger.once: what Lambda refuses of %s is not brought again",
  (source) => {
    const { trigger, bring, sent } = open(source);
    const asked = bring();
    trigger.answer(sent(), refused("TooManyRequestsException", "Rate exceeded"));
    expect(asked.reply).toEqual({ type: "eventSettled", ending: "refused" });
    expect(trigger.sent).toHaveLength(0);
  },
);

describe("lambda.trigger.payload: members of the workload are put over those of the event", () => {
  it("at any depth, and items of lists by their places", () => {
    const { bring, event } = open("ses");
    bring({ Records: [{ ses: { mail: { source: "me@example.org" } }, own: 1 }] });
    const [record] = event()["Records"] as readonly PlainObject[];
    expect(record).toMatchObject({
      eventSource: "aws:ses",
      own: 1,
      ses: { mail: { source: "me@example.org", destination: ["recipient@example.com"] } },
    });
  });

  it("and change the size with it", () => {
    const { bring, input } = open("codecommit");
    bring();
    const small = input().payload.size;
    bring({ own: "x".repeat(1_000) });
    expect(input().payload.size).toBe(small + 1_009);
    expect(input().payload.size).toBe(JSON.stringify(input().payload.value).length);
  });
});

describe("lambda.trigger.ses: the rule", () => {
  it("brings headers, and no body", () => {
    const { bring, event } = open("ses", { sender: "jo@example.net", subject: "Late" });
    bring();
    const [record] = event()["Records"] as readonly PlainObject[];
    expect(record).toMatchObject({
      eventVersion: "1.0",
      ses: {
        mail: { source: "jo@example.net", commonHeaders: { subject: "Late" } },
        receipt: {
          timestamp: "2026-11-23T09:00:00.000Z",
          action: { type: "Lambda", functionArn, invocationType: "Event" },
        },
      },
    });
    expect(JSON.stringify(record)).not.toContain('"body"');
  });

  it("waits 30 s for a disposition when it asks", () => {
    const { bring, input, sent, trigger } = open("ses", { invocationType: "RequestResponse" });
    const asked = bring();
    expect(input().type).toBe("invoke");
    expect(sent().deadline).toBe(seconds(30));
    trigger.answer(sent(), { type: "lost" });
    expect(asked.reply).toEqual({ type: "eventSettled", ending: "timedOut" });
  });

  it.each(["STOP_RULE", "STOP_RULE_SET"])("ends with %s", (disposition) => {
    expect(endingOf("ses", { disposition }, { invocationType: "RequestResponse" })).toBe("stopped");
  });
});

it("lambda.trigger.ses-disposition: goes on without a disposition as with CONTINUE", () => {
  const said = { invocationType: "RequestResponse" };
  expect(endingOf("ses", null, said)).toBe("succeeded");
  expect(endingOf("ses", { disposition: "CONTINUE" }, said)).toBe("succeeded");
});

it("lambda.trigger.codecommit: brings the reference and customData of 1,000 letters at most", () => {
  const { bring, event } = open("codecommit", {
    change: "createReference",
    customData: "x".repeat(1_200),
  });
  bring();
  const [record] = event()["Records"] as readonly PlainObject[];
  expect(record).toMatchObject({
    codecommit: { references: [{ ref: "refs/heads/main", created: true }] },
    eventSourceARN: "arn:aws:codecommit:us-east-1:123456789012:repository",
    eventTime: "2026-11-23T09:00:00.000+0000",
  });
  expect(record!["customData"]).toHaveLength(1_000);
});

describe("lambda.trigger.codepipeline: the stage waits for the job's result", () => {
  it.each(["succeeded", "failed"] as const)("which is that it %s", (type) => {
    const { bring, taken, settle, after } = open("codepipeline");
    const asked = bring();
    taken();
    after(minutes(19));
    expect(asked.reply).toBeUndefined();
    expect(settle(1, { type })).toEqual({ type: "ticketSettled" });
    expect(asked.reply).toEqual({ type: "eventSettled", ending: type });
    expect(settle(1, { type })).toEqual({ type: "ticketClosed" });
  });

  it("which may come before Lambda's own answer", () => {
    const { bring, taken, settle } = open("codepipeline");
    const asked = bring();
    settle(1, { type: "succeeded" });
    taken();
    expect(asked.reply).toEqual({ type: "eventSettled", ending: "succeeded" });
  });

  it("and after 20 minutes no more", () => {
    const { bring, taken, settle, after } = open("codepipeline");
    const asked = bring();
    taken();
    after(minutes(20));
    expect(asked.reply).toEqual({ type: "eventSettled", ending: "timedOut" });
    expect(settle(1, { type: "succeeded" })).toEqual({ type: "ticketClosed" });
  });

  it("or takes what the function returns for it, where the workload says so", () => {
    const { trigger, bring, sent } = open("codepipeline", { answers: "return" });
    const asked = bring();
    expect(sent().input).toMatchObject({ type: "invokeEvent", tellsEnd: true });
    trigger.answer(sent(), { type: "eventEnded", value: null } as never);
    expect(asked.reply).toEqual({ type: "eventSettled", ending: "succeeded" });
  });
});

describe("lambda.trigger.codepipeline-continues: a token has the function called again", () => {
  it("with that token, and 20 more minutes", () => {
    const { bring, taken, settle, after, event, trigger } = open("codepipeline");
    const asked = bring();
    taken();
    after(minutes(19));
    settle(1, { type: "goesOn", continuation: "step 2" });
    expect(trigger.sent).toHaveLength(0);
    after(minutes(1));
    expect(event()).toMatchObject({
      "CodePipeline.job": { data: { continuationToken: "step 2" } },
    });
    taken();
    after(minutes(15));
    settle(1, { type: "succeeded" });
    expect(asked.reply).toEqual({ type: "eventSettled", ending: "succeeded" });
  });

  it("but not for longer than 24 hours", () => {
    const { bring, taken, settle, after } = open("codepipeline");
    const asked = bring();
    taken();
    for (let quarter = 1; quarter < 90; quarter += 1) {
      after(minutes(15));
      settle(1, { type: "goesOn", continuation: "more" });
      after(minutes(1));
      taken();
    }
    after(hours(1));
    expect(asked.reply).toEqual({ type: "eventSettled", ending: "timedOut" });
  });
});

describe("lambda.trigger.config: a rule", () => {
  it.each([
    "ConfigurationItemChangeNotification",
    "OversizedConfigurationItemChangeNotification",
    "ScheduledNotification",
  ])("is invoked for a %s, as a text", (messageType) => {
    const { bring, event } = open("config", { messageType, rule: "own" });
    bring();
    const { invokingEvent, ...rest } = event();
    expect(JSON.parse(String(invokingEvent))).toMatchObject({ messageType });
    expect(rest).toMatchObject({ configRuleName: "own", eventLeftScope: false });
  });

  it("is settled by evaluations", () => {
    const { bring, taken, settle } = open("config");
    const asked = bring();
    taken();
    settle(1, { type: "succeeded" });
    expect(asked.reply).toEqual({ type: "eventSettled", ending: "succeeded" });
  });
});

it("lambda.trigger.config-patience: evaluations count as timed out after the rule's patience", () => {
  const { bring, taken, after } = open("config", { patience: "2m" });
  const asked = bring();
  taken();
  after(minutes(2));
  expect(asked.reply).toEqual({ type: "eventSettled", ending: "timedOut" });
});

describe("lambda.trigger.cloudformation: a custom resource", () => {
  const ended = (value?: Plain, said: object = {}) => {
    const { trigger, bring, sent, after } = open("cloudformation", said);
    const asked = bring();
    trigger.answer(sent(), {
      ...{ type: "eventEnded" },
      ...(value === undefined ? {} : { value }),
    });
    return { reply: () => asked.reply as unknown, after };
  };

  it.each([
    ["succeeded", { Status: "SUCCESS", Data: { a: "b" } }],
    ["failed", { Status: "FAILED", Reason: "no" }],
    ["invalid", { Status: "DONE" }],
    ["invalid", { Status: "SUCCESS", Data: { a: "x".repeat(4_096) } }],
  ])("has %s by what is put to its URL", (ending, value) => {
    expect(ended(value).reply()).toEqual({ type: "eventSettled", ending });
  });

  it.each([undefined, null])(
    "hears nothing of a function that fails or puts nothing: %s",
    (value) => {
      const { reply, after } = ended(value, { serviceTimeout: "10m" });
      expect(reply()).toBeUndefined();
      after(minutes(10));
      expect(reply()).toEqual({ type: "eventSettled", ending: "timedOut" });
    },
  );

  it("has the id of what it made in later requests alone", () => {
    const made = open("cloudformation");
    made.bring();
    expect(made.event()).not.toHaveProperty("PhysicalResourceId");
    const changed = open("cloudformation", { requestType: "Update" });
    changed.bring();
    expect(changed.event()).toMatchObject({
      RequestType: "Update",
      PhysicalResourceId: "stack-Resource-1",
      OldResourceProperties: {},
    });
  });
});

describe("lambda.trigger.cognito: a user pool", () => {
  it("asks three times for 5 s each, where nothing comes", () => {
    const { trigger, bring, sent } = open("cognito");
    const asked = bring();
    for (let attempt = 1; attempt <= 3; attempt += 1) {
      expect(trigger.sent).toHaveLength(1);
      expect(asked.reply).toBeUndefined();
      expect(sent().deadline).toBe(trigger.now + seconds(5));
      trigger.answer(sent(), { type: "lost" });
    }
    expect(asked.reply).toEqual({ type: "eventSettled", ending: "timedOut" });
  });

  it("does not ask again after an error, and needs a response", () => {
    expect(endingOf("cognito", { response: { autoConfirmUser: true } })).toBe("succeeded");
    expect(endingOf("cognito", { ok: true })).toBe("invalid");
  });

  it("does not wait for custom senders", () => {
    const { bring, input } = open("cognito", { triggerSource: "CustomEmailSender_SignUp" });
    bring();
    expect(input().type).toBe("invokeEvent");
  });

  it("has scopes in token events of version 2", () => {
    const { bring, event } = open("cognito", {
      triggerSource: "TokenGeneration_Authentication",
      tokenVersion: "2",
    });
    bring();
    expect(event()).toMatchObject({
      version: "2",
      request: { scopes: expect.any(Array) as object },
    });
  });
});

it("lambda.trigger.cognito-sync: waits 5 s for records", () => {
  const { bring, sent } = open("cognito-sync");
  bring();
  expect(sent().deadline).toBe(seconds(5));
  expect(endingOf("cognito-sync", { datasetRecords: {} })).toBe("succeeded");
  expect(endingOf("cognito-sync", {})).toBe("invalid");
});

it("lambda.trigger.iot: brings the message as it is, and a button's click", () => {
  const message = open("iot");
  message.bring([1, 2]);
  expect(message.event()).toEqual([1, 2]);
  const button = open("iot-button", { clickType: "LONG" });
  button.bring();
  expect(button.event()).toEqual({
    serialNumber: "G030000000000000",
    clickType: "LONG",
    batteryVoltage: "2000 mV",
  });
});

it("lambda.trigger.iotevents: brings the detector, its state and what triggered it", () => {
  const { bring, event } = open("iotevents", { state: "hot" });
  bring();
  expect(event()).toMatchObject({
    event: {
      eventName: "alarm",
      eventTime: Date.UTC(2026, 10, 23, 9),
      payload: { detector: { detectorModelName: "model" }, state: { stateName: "hot" } },
    },
  });
});

describe("lambda.trigger.lex: needs a dialogAction", () => {
  it("at the head of an answer to V1", () => {
    const close = (fulfillmentState: string) => ({
      dialogAction: { type: "Close", fulfillmentState },
    });
    expect(endingOf("lex", close("Fulfilled"))).toBe("succeeded");
    expect(endingOf("lex", close("Failed"))).toBe("failed");
    expect(endingOf("lex", { dialogAction: { type: "Stop" } })).toBe("invalid");
    expect(endingOf("lex", null)).toBe("invalid");
  });

  it("in the sessionState of an answer to V2", () => {
    const close = (state: string) => ({
      sessionState: { dialogAction: { type: "Close" }, intent: { state } },
    });
    expect(endingOf("lex-v2", close("Fulfilled"))).toBe("succeeded");
    expect(endingOf("lex-v2", close("Failed"))).toBe("failed");
    expect(endingOf("lex-v2", { dialogAction: { type: "Close" } })).toBe("invalid");
  });
});

it.each(["lex", "lex-v2"])("lambda.trigger.lex-patience: %s waits 30 s", (source) => {
  const { bring, sent } = open(source);
  bring();
  expect(sent().deadline).toBe(seconds(30));
});

it("lambda.trigger.alexa: waits 8 s for a response, but at the end of a session", () => {
  const { bring, sent } = open("alexa");
  bring();
  expect(sent().deadline).toBe(seconds(8));
  expect(endingOf("alexa", { response: {} })).toBe("succeeded");
  expect(endingOf("alexa", {})).toBe("invalid");
  expect(endingOf("alexa", null, { requestType: "SessionEndedRequest" })).toBe("succeeded");
  expect(endingOf("alexa-smart-home", { header: {} })).toBe("succeeded");
  expect(endingOf("alexa-smart-home", {})).toBe("invalid");
});

it("lambda.trigger.secretsmanager: has four steps with one token", () => {
  const { bring, event, taken } = open("secretsmanager");
  const events = Array.from({ length: 5 }, () => {
    bring();
    const brought = event();
    taken();
    return brought;
  });
  expect(events.map(({ Step }) => Step)).toEqual([
    ...["createSecret", "setSecret", "testSecret", "finishSecret", "createSecret"],
  ]);
  const tokens = events.map(({ ClientRequestToken }) => ClientRequestToken);
  expect(new Set(tokens.slice(0, 4)).size).toBe(1);
  expect(tokens[4]).not.toBe(tokens[0]);
});

it("lambda.trigger.appsync: brings the context of a field, or a part of it, and a token to be looked at", () => {
  const field = open("appsync", { field: "order", authorization: "AWS_IAM" });
  field.bring({ arguments: { id: "7" } });
  expect(field.sent().deadline).toBe(seconds(30));
  expect(field.event()).toMatchObject({
    arguments: { id: "7" },
    identity: { accountId: "123456789012", username: "user" },
    info: { parentTypeName: "Query", fieldName: "order" },
    prev: null,
    stash: {},
  });
  const part = open("appsync", { passes: "identity", authorization: "AMAZON_COGNITO_USER_POOLS" });
  part.bring();
  expect(part.event()).toMatchObject({ username: "user", claims: { token_use: "id" } });
  const nobody = open("appsync", { passes: "identity", authorization: "API_KEY" });
  nobody.bring();
  expect(nobody.event()).toEqual({});
  const authorizer = open("appsync-authorizer", { token: "secret" });
  authorizer.bring();
  expect(authorizer.sent().deadline).toBe(seconds(10));
  expect(authorizer.event()).toMatchObject({ authorizationToken: "secret" });
  expect(endingOf("appsync-authorizer", { isAuthorized: true })).toBe("succeeded");
  expect(endingOf("appsync-authorizer", { isAuthorized: false })).toBe("failed");
  expect(endingOf("appsync-authorizer", {})).toBe("invalid");
});

it("lambda.trigger.bedrock-agent: brings an operation or a function, and needs a response", () => {
  const operation = open("bedrock-agent", { path: "/refunds" });
  operation.bring();
  expect(operation.event()).toMatchObject({ apiPath: "/refunds", httpMethod: "GET" });
  const action = open("bedrock-agent", { function: "refund" });
  action.bring();
  expect(action.event()).toMatchObject({ function: "refund", actionGroup: "actions" });
  expect(action.event()).not.toHaveProperty("apiPath");
  const answer = (functionResponse: Readonly<Record<string, string>>) => ({
    messageVersion: "1.0",
    response: { functionResponse },
  });
  expect(endingOf("bedrock-agent", answer({}))).toBe("succeeded");
  expect(endingOf("bedrock-agent", answer({ responseState: "FAILURE" }))).toBe("failed");
  expect(endingOf("bedrock-agent", { response: {} })).toBe("invalid");
});

it("lambda.trigger.clientvpn: waits 30 s to be told whether a client may connect", () => {
  const { bring, sent, event } = open("clientvpn", { user: "ann" });
  bring();
  expect(sent().deadline).toBe(seconds(30));
  expect(event()).toMatchObject({ username: "ann", "schema-version": "v3" });
  expect(endingOf("clientvpn", { allow: true })).toBe("succeeded");
  expect(endingOf("clientvpn", { allow: false })).toBe("failed");
  expect(endingOf("clientvpn", null)).toBe("invalid");
});

describe("lambda.trigger.connect: a flow", () => {
  it("waits 8 s for texts by name, 32 KB at most", () => {
    const { bring, sent, event } = open("connect", { channel: "CHAT" });
    bring();
    expect(sent().deadline).toBe(seconds(8));
    expect(event()).toMatchObject({ Details: { ContactData: { Channel: "CHAT", Queue: null } } });
    const queued = open("connect", { queue: "Sales" });
    queued.bring();
    expect(queued.event()).toHaveProperty("Details.ContactData.Queue.Name", "Sales");
    expect(endingOf("connect", { a: "b" })).toBe("succeeded");
    expect(endingOf("connect", { a: { b: "c" } })).toBe("invalid");
    expect(endingOf("connect", { a: { b: "c" } }, { responses: "JSON" })).toBe("succeeded");
    expect(endingOf("connect", { a: "x".repeat(32_768) })).toBe("invalid");
  });

  it("goes on where its block is asynchronous", () => {
    const { bring, input } = open("connect", { mode: "ASYNCHRONOUS" });
    bring();
    expect(input().type).toBe("invokeEvent");
  });
});

it("lambda.trigger.connect-once: a flow asks once", () => {
  const { trigger, bring, sent } = open("connect");
  const asked = bring();
  trigger.answer(sent(), { type: "lost" });
  expect(asked.reply).toEqual({ type: "eventSettled", ending: "timedOut" });
});

it("lambda.trigger.iot-authorizer: has 5 s to say whether a device may connect, or be provisioned", () => {
  for (const [source, member] of [
    ["iot-authorizer", "isAuthenticated"],
    ["iot-provisioning", "allowProvisioning"],
  ] as const) {
    const { bring, sent } = open(source);
    bring();
    expect(sent().deadline).toBe(seconds(5));
    expect(endingOf(source, { [member]: true })).toBe("succeeded");
    expect(endingOf(source, { [member]: false })).toBe("failed");
    expect(endingOf(source, {})).toBe("invalid");
  }
});

it("lambda.trigger.iot-1-click: brings a click and its placement", () => {
  const { bring, event } = open("iot-1-click", { clickType: "DOUBLE" });
  bring();
  expect(event()).toMatchObject({
    deviceEvent: {
      buttonClicked: { clickType: "DOUBLE", reportedTime: "2026-11-23T09:00:00.000Z" },
    },
    placementInfo: { projectName: "project" },
  });
});

it("lambda.trigger.kinesisanalytics: brings records, and needs a result for each", () => {
  const eventOf = (step: string) => {
    const { bring, event } = open("kinesisanalytics", { step });
    bring();
    return event();
  };
  expect(eventOf("input")).toMatchObject({
    streamArn: "arn:aws:kinesis:us-east-1:123456789012:stream/stream",
    records: [{ kinesisStreamRecordMetadata: { partitionKey: "key" } }],
  });
  expect(eventOf("inputOfFirehose")).toHaveProperty("records.0.kinesisFirehoseRecordMetadata");
  expect(eventOf("output")).not.toHaveProperty("streamArn");
  expect(endingOf("kinesisanalytics", { records: [{ result: "Ok" }] })).toBe("succeeded");
  expect(endingOf("kinesisanalytics", { records: [{ result: "DeliveryFailed" }] })).toBe("failed");
  expect(endingOf("kinesisanalytics", null)).toBe("invalid");
});

it("lambda.trigger.s3-object-lambda: brings who asks for what, and waits 60 s", () => {
  const eventOf = (said: object) => {
    const { bring, event, sent } = open("s3-object-lambda", said);
    bring();
    expect(sent().deadline).toBe(seconds(60));
    return event();
  };
  expect(eventOf({ caller: "AssumedRole" })).toMatchObject({
    getObjectContext: { outputRoute: "io-use1-001" },
    userIdentity: { type: "AssumedRole", sessionContext: { sessionIssuer: { type: "Role" } } },
    protocolVersion: "1.00",
  });
  const list = eventOf({ operation: "ListObjectsV2" });
  expect(Object.keys(list["listObjectsV2Context"] as object)).toEqual(["inputS3Url"]);
});

it("lambda.trigger.sagemaker: needs a task of a data object, and a list of labels", () => {
  const after = { step: "AnnotationConsolidation" };
  const { bring, event } = open("sagemaker", after);
  bring();
  expect(event()).toMatchObject({ labelAttributeName: "label" });
  expect(endingOf("sagemaker", { taskInput: {} })).toBe("succeeded");
  expect(endingOf("sagemaker", [])).toBe("invalid");
  expect(endingOf("sagemaker", [], after)).toBe("succeeded");
});

it("lambda.trigger.workmail: needs actions where the rule waits", () => {
  const { bring, event } = open("workmail", { flowDirection: "OUTBOUND" });
  bring();
  expect(event()).toMatchObject({ flowDirection: "OUTBOUND", truncated: false });
  const waits = { mode: "synchronous" };
  expect(endingOf("workmail", { actions: [] }, waits)).toBe("succeeded");
  expect(endingOf("workmail", null, waits)).toBe("invalid");
});

it.each(triggerSources.map(({ name }) => name))(
  "lambda.trigger.usual: %s goes on with the usual answer",
  (source) => {
    const { bring, input, returns } = open(source);
    const asked = bring();
    if (input().type !== "invoke") return;
    returns((input().payload as { usual?: Plain }).usual ?? null);
    expect(asked.reply).toEqual({ type: "eventSettled", ending: "succeeded" });
  },
);

it.each(triggerSources.map(({ name }) => name))("%s keeps what decides its future", (source) => {
  const { trigger, bring } = open(source);
  bring();
  bring();
  const ids = trigger.sent.map(({ input }) => JSON.stringify(input));
  // The payload of IoT is all there is of its event.
  const same = /^iot(?:-button|-1-click)?$|^secretsmanager$/.test(source);
  expect(new Set(ids).size).toBe(same && source !== "secretsmanager" ? 1 : 2);
});

it("says which is nearest where nobody invokes functions so", () => {
  expect(() => checkedSource("as", "codepipline")).toThrow("did you mean codepipeline?");
  expect(() => checkedValues("as", checkedSource("as", "ses"), { subjekt: "x" })).toThrow(
    "did you mean subject?",
  );
});
