import { readFileSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { Folder, orrery } from "../test/captured.ts";

const queue = (name: string, dlq?: string) =>
  dlq === undefined
    ? `  ${name}: { Type: AWS::SQS::Queue }`
    : `  ${name}: { Type: AWS::SQS::Queue, Properties: { VisibilityTimeout: 1, RedrivePolicy: { deadLetterTargetArn: !GetAtt ${dlq}.Arn, maxReceiveCount: 2 } } }`;
const worker = (name: string, of: string) =>
  `  ${name}: { Type: AWS::Serverless::Function, Properties: { Handler: i.h, Runtime: nodejs22.x, Timeout: 1, Events: { In: { Type: SQS, Properties: { Queue: !GetAtt ${of}.Arn, BatchSize: 1 } } } } }`;
const subscription = (name: string, to: string) =>
  `  ${name}: { Type: AWS::SNS::Subscription, Properties: { TopicArn: !Ref Orders, Protocol: sqs, Endpoint: !GetAtt ${to}.Arn, RawMessageDelivery: true } }`;
// Each order goes to two queues, whose functions fail in two ways, and each at its own time.
const template = [
  "Transform: AWS::Serverless-2016-10-31",
  "Resources:",
  "  Orders: { Type: AWS::SNS::Topic }",
  ...[queue("MailDlq"), queue("BooksDlq"), queue("Mail", "MailDlq"), queue("Books", "BooksDlq")],
  ...[subscription("ToMail", "Mail"), subscription("ToBooks", "Books")],
  ...[worker("Mailer", "Mail"), worker("Bookkeeper", "Books")],
  "",
].join("\n");
const scenario = `template: ./template.yaml
duration: 30s
workload: [{ to: Orders, arrivals: { constant: { rate: 1/s } }, for: 5s, payload: { body: "an order" } }]
functions:
  Mailer: { failures: 100%, duration: 20ms }
  Bookkeeper: { duration: 5s }
`;

const folder = new Folder();
beforeAll(async () => {
  folder.write("template.yaml", template);
  const path = folder.write("shop.yaml", scenario);
  const args = ["--save", folder.of("saved.json"), "--trace", folder.of("traced.jsonl")];
  await orrery(["run", path, ...args]);
});
afterAll(() => folder.remove());

const explain = (...args: string[]) => orrery(["explain", folder.of("saved.json"), ...args]);

interface GivenUp {
  readonly resource: string;
  readonly count: number;
  readonly messages: readonly {
    readonly message: string;
    readonly body: string;
    readonly receiveCount: number;
    readonly reason: string;
    readonly story: readonly unknown[];
  }[];
}

describe("explain --dead-letters, of a saved run", () => {
  it("gives each its own reason, also where one message is given up twice in two ways", async () => {
    const { status, out, err } = await explain("--dead-letters", "--json");
    expect({ status, err }).toEqual({ status: 0, err: "" });
    const [mail, books] = JSON.parse(out) as GivenUp[];
    expect(mail).toMatchObject({ resource: "MailDlq", count: 5 });
    expect(books).toMatchObject({ resource: "BooksDlq", count: 5 });
    for (const { messages } of [mail!, books!]) {
      expect(messages).toHaveLength(5);
      for (const each of messages) expect(each).toMatchObject({ body: "an order" });
    }
    for (const { reason } of mail!.messages) expect(reason).toMatch(/chance of failures/);
    for (const { reason } of books!.messages) expect(reason).toMatch(/function.s timeout of 1 s/);
    expect(mail!.messages[0]!.message).toBe("Orders:1");
    expect(mail!.messages[0]!.story.length).toBeGreaterThan(5);
  });

  it("says it in lines, of the first few, with the command that tells all of one", async () => {
    const { out } = await explain("--dead-letters", "--first", "1");
    expect(out).toContain(
      "MailDlq: 5 dead letters at the end of the run, the first 1 of them here\n",
    );
    expect(out).toMatch(/\n {2}Orders:1 {2}\d receives: .*\n {4}"an order"\n/);
    const [, command = ""] = /\nall that happened to one: orrery (.*)\n$/.exec(out) ?? [];
    const story = await orrery(command.split(" "));
    expect(story.status).toBe(0);
    expect(story.out).toMatch(/^message .* \(number 1\)\nbegan as arrival 1 of workload 1/);
  });

  it("says so where nothing was given up, and where nobody gives anything up", async () => {
    const path = folder.of("shop.yaml");
    const fine = [
      "--set",
      "functions.Mailer.failures=0%",
      "--set",
      "functions.Bookkeeper.duration=1ms",
    ];
    await orrery(["run", path, ...fine, "--save", folder.of("fine.json")]);
    expect((await orrery(["explain", folder.of("fine.json"), "--dead-letters"])).out).toBe(
      "MailDlq: no dead letters at the end of the run\nBooksDlq: no dead letters at the end of the run\n",
    );
    folder.write("one.yaml", `Resources:\n${queue("Alone")}\n`);
    const alone = folder.write("alone.yaml", "template: ./one.yaml\nduration: 1s\n");
    await orrery(["run", alone, "--save", folder.of("alone.json")]);
    expect((await orrery(["explain", folder.of("alone.json"), "--dead-letters"])).out).toBe(
      "nothing of the run is one that others give messages up to\n",
    );
  });
});

describe("explain --message, of a saved run", () => {
  it("tells what a trace of the run tells", async () => {
    for (const form of [[], ["--json"]]) {
      const told = await explain("--message", "Orders:2", ...form);
      const traced = await orrery([
        "explain",
        folder.of("traced.jsonl"),
        "--message",
        "Orders:2",
        ...form,
      ]);
      expect(told).toEqual(traced);
      expect(told.out.length).toBeGreaterThan(500);
    }
  });

  it("tells of a run that was stopped what happened until then", async () => {
    const saved = JSON.parse(readFileSync(folder.of("saved.json"), "utf8")) as Record<
      string,
      unknown
    >;
    const stopped = { ...saved, finished: false };
    folder.write("stopped.json", JSON.stringify(stopped));
    const { status } = await orrery([
      "explain",
      folder.of("stopped.json"),
      "--message",
      "Orders:2",
    ]);
    expect(status).toBe(0);
  });
});

describe("explain --event, of a saved run", () => {
  it("tells what a trace of the run tells, of every event", async () => {
    const last =
      (JSON.parse(readFileSync(folder.of("saved.json"), "utf8")) as { events: number }).events - 1;
    for (const event of [0, 7, 40, 41, 150, last]) {
      for (const form of [[], ["--json"]]) {
        const told = await explain("--event", `${event}`, ...form);
        const args = ["explain", folder.of("traced.jsonl"), "--event", `${event}`, ...form];
        expect(told).toEqual(await orrery(args));
        expect(told).toMatchObject({ status: 0, err: "" });
      }
    }
  });
});

describe("what cannot be told is said in one line", () => {
  it("of a run that is another when it is run again", async () => {
    const saved = JSON.parse(readFileSync(folder.of("saved.json"), "utf8")) as Record<
      string,
      unknown
    >;
    for (const [change, received] of [
      [{ seed: 2 }, /received \d+ events, digest [0-9a-f]{16}; orrery replay says where\n$/],
      [
        { digest: "0123456789abcdef", version: "0.0.9" },
        /; the run was made by version 0\.0\.9, and this is version [\d.]+; orrery/,
      ],
    ] as const) {
      const other = folder.write("other.json", JSON.stringify({ ...saved, ...change }));
      for (const asked of [["--dead-letters"], ["--message", "Orders:2"]]) {
        const { status, out, err } = await orrery(["explain", other, ...asked]);
        expect({ status, out }).toEqual({ status: 2, out: "" });
        expect(err).toMatch(
          /^\S+other\.json: expected a run that is the same when it is run again: /,
        );
        expect(err).toMatch(received);
      }
    }
  });

  it.each([
    [
      ["saved.json"],
      /^explain: expected --dead-letters, --message ID, --event NUMBER, --execution NAME or --graph, received none/,
    ],
    [["saved.json", "--dead-letters", "--message", "x"], /received several of them\n/],
    [["saved.json", "--event", "999999"], /^--event: expected the number of an event of \S+saved/],
    [["saved.json", "--event", "-1"], /received "-1"\n/],
    [
      ["traced.jsonl", "--event", "3", "--scripts", "a.mjs"],
      /wrote, for --scripts, received anoth/,
    ],
    [
      ["saved.json", "--event", "3", "--scripts", "a.mjs"],
      /^--scripts: expected none, since \S+ has no/,
    ],
    [["traced.jsonl"], /received none of them\n/],
    [
      ["saved.json", "--message", "Orders:1", "--first", "3"],
      /^--first: expected --dead-letters beside/,
    ],
    [
      ["saved.json", "--dead-letters", "--first", "0"],
      /expected a whole number from 1, received "0"\n/,
    ],
    [["saved.json", "--message", "Orders:999"], /received "Orders:999"\n/],
    [["traced.jsonl", "--dead-letters"], /traced\.jsonl: expected a run that run --save wrote/],
    [["shop.yaml", "--dead-letters"], /shop\.yaml: expected a run that run --save wrote/],
    [
      ["absent.json", "--dead-letters"],
      /absent\.json: expected a file that can be read, received no/,
    ],
  ])("%j", async ([file = "", ...args], line) => {
    const { status, out, err } = await orrery(["explain", folder.of(file), ...args]);
    expect(err).toMatch(line);
    expect(err.indexOf("\n")).toBe(err.length - 1);
    expect({ status, out }).toEqual({ status: 2, out: "" });
  });

  it("of a run that needs a module, which nobody said may be run", async () => {
    const saved = JSON.parse(readFileSync(folder.of("saved.json"), "utf8")) as Record<
      string,
      unknown
    >;
    const other = folder.write("scripted.json", JSON.stringify({ ...saved, scripts: "s.mjs" }));
    folder.write("s.mjs", "export const scripts = {};");
    const refused = await orrery(["explain", other, "--dead-letters"]);
    expect(refused).toMatchObject({ status: 2, err: expect.stringContaining("--run-modules") });
    expect((await orrery(["explain", other, "--dead-letters", "--run-modules"])).status).toBe(0);
  });
});
