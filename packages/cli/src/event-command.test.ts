import { services } from "@orrery/aws";
import { expect, it } from "vitest";
import { main } from "./command.ts";

/** The services that bring events to others. */
const withEvents = services.flatMap(({ service, events = {} }) =>
  Object.keys(events).length === 0 ? [] : [service],
);

const orrery = async (...args: readonly string[]) => {
  let out = "";
  let err = "";
  const status = await main(args, {
    print: (text) => void (out += text),
    warn: (text) => void (err += text),
    columns: 80,
    colors: false,
    showsProgress: false,
  });
  return { status, out, err };
};

it("prints a sample event of what is named", async () => {
  const place = [
    "--name",
    "jobs",
    "--body",
    "hello",
    "--region",
    "eu-west-1",
    "--account",
    "1".repeat(12),
  ];
  const { status, out } = await orrery("event", "sqs", "batch", ...place);
  expect(status).toBe(0);
  const { Records: records } = JSON.parse(out) as { readonly Records: readonly object[] };
  expect(records).toHaveLength(1);
  expect(records[0]).toMatchObject({
    body: "hello",
    eventSourceARN: "arn:aws:sqs:eu-west-1:111111111111:jobs",
    awsRegion: "eu-west-1",
  });
  expect((await orrery("event", "sqs", "batch", ...place)).out).toBe(out);
});

it("lists all events, or those of a service", async () => {
  const { out } = await orrery("event");
  expect(out.split("\n")).toEqual(expect.arrayContaining(["sqs batch", "sns event"]));
  const ofOne = (await orrery("event", "sqs")).out.trimEnd().split("\n");
  expect(ofOne).toEqual(["sqs batch", "sqs batch-of-fifo-queue"]);
  for (const line of out.trimEnd().split("\n")) {
    const { status, out: event } = await orrery("event", ...line.split(" "));
    expect(status).toBe(0);
    expect(Object.keys(JSON.parse(event) as object)).not.toEqual([]);
  }
});

/** The events of `sam local generate-event` whose services are simulated, or stood for by workloads. */
const generated: Readonly<Record<string, string>> = {
  "alb request": "elbv2 request",
  "alexa-skills-kit start-session": "lambda alexa",
  "alexa-smart-home smart-home-appliance-discovery-request": "lambda alexa-smart-home",
  "apigateway authorizer": "apigateway token-authorizer",
  "apigateway aws-proxy": "apigateway request",
  "apigateway http-api-proxy": "apigatewayv2 request",
  "apigateway request-authorizer": "apigateway request-authorizer",
  "cloudformation create-request": "lambda cloudformation",
  "cloudfront modify-querystring": "cloudfront viewer-request",
  "cloudfront modify-response-header": "cloudfront viewer-response",
  "cloudfront redirect-on-viewer-country": "cloudfront origin-request",
  "cloudfront http-redirect": "cloudfront origin-response",
  "cloudwatch logs": "logs event",
  "cloudwatch scheduled-event": "events scheduled",
  "codecommit repository": "lambda codecommit",
  "codepipeline job": "lambda codepipeline",
  "cognito sync-trigger": "lambda cognito-sync",
  "config item-change-notification": "lambda config",
  "dynamodb update": "dynamodb batch",
  "kinesis get-records": "kinesis batch",
  "kinesis kinesis-firehose": "firehose transformation",
  "lex book-car": "lambda lex",
  "lex-v2 book-car": "lambda lex-v2",
  "s3 batch-invocation": "s3control invocation",
  "s3 delete": "s3 delete",
  "s3 put": "s3 put",
  "ses email-receiving": "lambda ses",
  "sns notification": "sns event",
  "sqs receive-message": "sqs batch",
};

it("sam.generated-event.names: has what sam local generate-event has of the services that are there", async () => {
  const place = ["--region", "eu-west-1", "--name", "shop"];
  for (const [theirs, ours] of Object.entries(generated)) {
    const { status, out, err } = await orrery("event", ...ours.split(" "), ...place);
    expect({ theirs, status, err }).toEqual({ theirs, status: 0, err: "" });
    expect(Object.keys(JSON.parse(out) as object), theirs).not.toEqual([]);
  }
  const { out } = await orrery("event", "lambda", "cloudformation", ...place);
  expect(JSON.parse(out)).toMatchObject({
    RequestType: "Create",
    ResponseURL: expect.stringContaining("https://") as string,
    ServiceToken: "arn:aws:lambda:eu-west-1:123456789012:function:shop",
  });
});

it.each([
  [
    ["sqz"],
    `service: expected one of ${withEvents.join(", ")}, received "sqz"; did you mean sqs?\n`,
  ],
  [["sqs", "bach"], "event of sqs: expected one of batch, batch-of-fifo-queue, received"],
  [["sqs", "batch", "--account", "7"], "--account"],
])("refuses %j in one line", async (args, message) => {
  const { status, err } = await orrery("event", ...args);
  expect(err).toContain(message);
  expect(err).toMatch(/^[^\n]+\n$/);
  expect(status).toBe(2);
});
