import { describe, expect, it } from "vitest";
import { importCircles, upwardImports } from "./imports.ts";
import { neededOf, problemsOf } from "./ratchet.ts";
import { isLookedAt, misplacedEdge, ServiceNameSearch } from "./service-names.ts";
import { missingOfShape } from "./service-shape.ts";

const services = [
  {
    service: "sqs",
    kinds: ["sqs.queue"],
    operations: ["SendMessage", "TagResource"],
    types: ["AWS::SQS::Queue"],
  },
  {
    service: "lambda",
    kinds: ["lambda.function"],
    operations: ["Invoke", "CreateFunction", "TagResource"],
    types: ["AWS::Lambda::Function"],
  },
  { service: "events", kinds: ["events.bus"], operations: ["PutEvents"], types: [] },
];

describe("names of services", () => {
  const search = new ServiceNameSearch(services);
  const general = "packages/aws/src/run/run.ts";
  const inQueue = "packages/aws/src/services/sqs/queue/machine.ts";

  it.each([
    ['const kind = "sqs.queue";', ["sqs.queue"]],
    ["const of = { SendMessage: 1 };", ["SendMessage"]],
    ['const input = { type: "sendMessage" };', ["sendMessage"]],
    ["const text = `${name} of AWS::SQS::Queue`;", ["AWS::SQS::Queue"]],
    ['const type = "AWS::SQS::QueuePolicy";', ["AWS::SQS"]],
    ['const space = "AWS/Lambda";', ["AWS/Lambda"]],
    ['const latency = "lambda.cold.start";', ["lambda.cold.start"]],
    ['const who = "sqs.amazonaws.com";', ["sqs.amazonaws.com"]],
    ["const arn = `arn:aws:sqs:${region}`;", ["arn:aws:sqs:"]],
    ['const service = "lambda";', ["lambda"]],
    ['if (operation === "Invoke") run();', ["Invoke"]],
    ['import { a } from "../services/sqs/index.ts";', ["import of sqs"]],
    ['export { a } from "../services/lambda/function/machine.ts";', ["import of lambda"]],
    ['const bus = "events.bus";', ["events.bus"]],
  ])("are found outside their folders: %s", (text, found) => {
    expect(search.namedIn(general, text)).toEqual(found);
  });

  it.each([
    "// It sends by SendMessage of sqs.queue.",
    'const words = "events";',
    'const sentence = "It may Invoke what it likes.";',
    'const other = "sqsfoo.queue";',
    'import { a } from "../service/rule.ts";',
    "const invoke = 1;",
  ])("are not seen where there are none: %s", (text) => {
    expect(search.namedIn(general, text)).toEqual([]);
  });

  it("are a service's own in its folder, and those of others are not", () => {
    expect(search.namedIn(inQueue, 'const kind = "sqs.queue"; send("SendMessage");')).toEqual([]);
    expect(search.namedIn(inQueue, 'const kind = "lambda.function";')).toEqual(["lambda.function"]);
    expect(search.namedIn(inQueue, "const CreateFunction = 1;")).toEqual(["CreateFunction"]);
    // A parameter may be called like another service's operation, and a sentence may speak of it.
    expect(search.namedIn(inQueue, "const of = { Invoke: true, TagResource: 1 };")).toEqual([]);
    expect(search.namedIn(inQueue, 'say("as CreateFunction does");')).toEqual([]);
    expect(search.namedIn(inQueue, 'import { a } from "../../lambda/protocol.ts";')).toEqual([
      "import of lambda",
    ]);
  });

  it("are both those of an edge, which lies with its source", () => {
    const edge = "packages/aws/src/services/sqs/sqs-to-lambda.ts";
    const text =
      'import { a } from "../lambda/protocol.ts"; const b = "AWS/Lambda" + "events.bus";';
    expect(search.namedIn(edge, text)).toEqual(["events.bus"]);
    const known = new Set(["sqs", "lambda"]);
    expect(misplacedEdge(edge, known)).toEqual([]);
    const stray = "packages/aws/src/services/lambda/sqs-to-lambda.ts";
    expect(misplacedEdge(stray, known)).toEqual([`${stray}: belongs to sqs`]);
    expect(search.namedIn(stray, 'const a = "sqs.queue";')).toEqual(["sqs.queue"]);
    expect(misplacedEdge("packages/aws/src/run/minutes-to-text.ts", known)).toEqual([]);
  });

  it("are looked for in what users get and in scripts, not in tests", () => {
    expect(isLookedAt(general)).toBe(true);
    expect(isLookedAt("scripts/digests/main.ts")).toBe(true);
    expect(isLookedAt("packages/aws/src/run/run.test.ts")).toBe(false);
    expect(isLookedAt("packages/aws/test/laws.ts")).toBe(false);
    expect(isLookedAt("packages/aws/src/services/sqs/test/driven-queue.ts")).toBe(false);
    expect(isLookedAt("packages/aws/src/service-list.ts")).toBe(false);
  });
});

describe("imports", () => {
  const file = (path: string, ...imports: readonly string[]) => ({
    path: `packages/aws/src/${path}`,
    text: imports.map((specifier) => `import { a } from "${specifier}";`).join("\n"),
  });

  it("go down", () => {
    const upward = upwardImports([
      file("services/sqs/api.ts", "../../service/rule.ts", "../../control/plane.ts"),
      file("service/rule.ts", "../services.ts"),
      file("control/plane.ts", "../services/sqs/api.ts"),
      file("stray/thing.ts"),
    ]).flatMap(({ file: path, imported }) => imported.map((target) => `${path} ${target}`));
    expect(upward).toEqual([
      "packages/aws/src/services/sqs/api.ts packages/aws/src/control/plane.ts",
      "packages/aws/src/service/rule.ts packages/aws/src/services.ts",
      "packages/aws/src/stray/thing.ts stands nowhere",
    ]);
  });

  it("go in no circle, of two files or of many", () => {
    const circles = importCircles([
      file("run/a.ts", "./b.ts"),
      file("run/b.ts", "./c.ts", "./d.ts"),
      file("run/c.ts", "./a.ts"),
      file("run/d.ts", "./e.ts"),
      file("run/e.ts"),
      file("run/own.ts", "./own.ts"),
    ]);
    const names = circles.map((circle) => circle.map((path) => path.split("/").at(-1)));
    expect(names).toEqual([["a.ts", "b.ts", "c.ts"], ["own.ts"]]);
  });
});

describe("a service's folder", () => {
  const whole = new Map([
    ["README.md", "# Buses\n\n## What is not modeled\n"],
    ["index.ts", 'export { eventBusService } from "./model.ts";'],
    ["api.ts", "export const eventBusOperations = {};"],
    ["limits.ts", ""],
    ["config.ts", ""],
    ["protocol.ts", ""],
    ["rules.ts", "export const busRules = [];"],
    ["template.ts", "export const eventBusTemplateTypes = [];"],
    ["construct.ts", ""],
    ["pricing.ts", "export function busCharges() {}"],
    ["model.ts", "export const busModel = {};"],
    ["resource-types.json", "{}"],
    ["contract.test.ts", "itKeepsTheContract(eventBusService);"],
    ["digests/cases.ts", "export const busCases = [];"],
    ["digests/pins.json", "{}"],
    ["bus/machine.ts", ""],
    ["bus/invariants.ts", "export const busInvariants = {};"],
    ["kind.ts", "export const busKind = {};"],
  ]);
  const without = (file: string, text?: string) => {
    const files = new Map(whole);
    if (text === undefined) files.delete(file);
    else files.set(file, text);
    return missingOfShape("event-bus", files);
  };

  it("has everything that services have", () => {
    expect(missingOfShape("event-bus", whole)).toEqual([]);
  });

  it.each([...whole.keys()].filter((file) => !file.startsWith("bus/") && file !== "kind.ts"))(
    "is seen to lack %s",
    (file) => expect(without(file)).toEqual([file]),
  );

  it("is seen to lack an export, a section, and what belongs to a machine", () => {
    expect(without("index.ts", "export const bus = 1;")).toEqual([
      "index.ts with the export eventBusService",
    ]);
    expect(without("rules.ts", "const busRules = [];")).toEqual([
      "rules.ts with an export that ends in Rules",
    ]);
    expect(without("README.md", "# Buses\n")).toEqual([
      "README.md with a section of what is not modeled",
    ]);
    expect(without("kind.ts")).toEqual(["bus/kind.ts"]);
    expect(without("bus/invariants.ts")).toEqual(["bus/invariants.ts"]);
    expect(without("bus/machine.ts")).toEqual(["machine.ts"]);
    const second = new Map([...whole, ["rule/machine.ts", ""]] as const);
    expect(missingOfShape("event-bus", second)).toEqual([
      "bus/kind.ts",
      "rule/invariants.ts",
      "rule/kind.ts",
    ]);
  });
});

describe("a ratchet", () => {
  const exceptions = { "a.ts": ["one", "two"], "b.ts": ["three"] };

  it("lets pass what it has, and nothing else", () => {
    expect(problemsOf(exceptions, exceptions)).toEqual([]);
    expect(problemsOf({ ...exceptions, "a.ts": ["new", "one", "two"] }, exceptions)).toEqual([
      "a.ts: new is new",
    ]);
    expect(problemsOf({ ...exceptions, "c.ts": ["one"] }, exceptions)).toEqual([
      "c.ts: one is new",
    ]);
  });

  it("fails on an exception that is not needed, and is shrunk by what is gone only", () => {
    const found = { "a.ts": ["other", "two"] };
    expect(problemsOf(found, exceptions)).toEqual([
      "a.ts: other is new",
      "a.ts: one is let pass in vain: npm run docs takes it out",
      "b.ts: three is let pass in vain: npm run docs takes it out",
    ]);
    expect(neededOf(found, exceptions)).toEqual({ "a.ts": ["two"] });
  });
});
