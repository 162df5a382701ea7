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
