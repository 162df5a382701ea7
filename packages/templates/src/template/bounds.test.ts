import { describe, expect, it } from "vitest";
import { readTemplate } from "./document.ts";
import { lintTemplate } from "./lint.ts";
import { templateLimits } from "./limits.ts";
import { resolveTemplate } from "./stacks.ts";

const messageOf = (text: string, parameters: Readonly<Record<string, string>> = {}): string => {
  try {
    lintTemplate(text, "t.yaml", { parameters });
  } catch (error) {
    return (error as Error).message;
  }
  throw new Error("accepted");
};
const queue = "Resources: {Q: {Type: AWS::SQS::Queue}}";
const steps = "expected a template that is resolved in at most 2000000 steps";
const range = (length: number) => Array.from({ length }, (_, index) => index);
const times = (count: number, wrap: (inner: string, level: number) => string, inner: string) =>
  range(count).reduce((text, level) => wrap(text, level), inner);
const withValue = (value: string) =>
  `Resources: {T: {Type: AWS::SNS::Topic, Properties: {V: ${value}}}}`;

describe("a template that multiplies itself is refused for the work it asks for", () => {
  it.each([
    [
      "Fn::Sub inside Fn::Sub",
      withValue(times(40, (inner) => `{"Fn::Sub": ["\${a}\${a}", {a: ${inner}}]}`, "x")),
    ],
    [
      "Fn::Split of a long text, often",
      `Mappings: {M: {a: {b: ${"x".repeat(200_000)}}}}\n${withValue(
        `[${Array(12).fill('{"Fn::Split": [x, {"Fn::FindInMap": [M, a, b]}]}').join(", ")}]`,
      )}`,
    ],
    [
      "Fn::ToJsonString inside Fn::ToJsonString",
      `Transform: AWS::LanguageExtensions\n${withValue(times(60, (inner) => `{"Fn::ToJsonString": {a: ${inner}}}`, "x"))}`,
    ],
    [
      "names that double",
      `Resources:\n  Q0: {Type: AWS::SQS::Queue, Properties: {QueueName: aa}}\n${range(40)
        .map(
          (n) =>
            `  Q${n + 1}: {Type: AWS::SQS::Queue, Properties: {QueueName: !Sub "\${Q${n}.QueueName}\${Q${n}.QueueName}"}}`,
        )
        .join("\n")}`,
    ],
    [
      "loops in loops",
      `Transform: AWS::LanguageExtensions\nResources: {${times(
        5,
        (inner, level) =>
          `"Fn::ForEach::L${level}": [V${level}, [${range(20).join(", ")}], {${inner}}]`,
        '"Q${V0}x${V1}x${V2}x${V3}x${V4}": {Type: AWS::SQS::Queue}',
      )}}`,
    ],
    [
      "a long list of a mapping, looked up often",
      `Mappings: {M: {a: {b: [${range(20_000).join(", ")}]}}}\n${withValue(
        `[${Array(200).fill('{"Fn::FindInMap": [M, a, b]}').join(", ")}]`,
      )}`,
    ],
    [
      "Globals that every function copies",
      `Transform: AWS::Serverless-2016-10-31\nGlobals: {Function: {Environment: {Variables: {${range(
        20_000,
      )
        .map((n) => `V${n}: x`)
        .join(", ")}}}}}\nResources: {${range(200)
        .map(
          (n) =>
            `F${n}: {Type: AWS::Serverless::Function, Properties: {Environment: {Variables: {A: b}}}}`,
        )
        .join(", ")}}`,
    ],
  ])("%s", (_, text) => {
    const message = messageOf(text);
    expect(message).toContain(steps);
    expect(message).not.toContain("\n");
  });

  it("events of an API, each of which SAM looks at all others for", () => {
    const events = range(4_000).map(
      (n) => `E${n}: {Type: Api, Properties: {Path: /p${n}, Method: get}}`,
    );
    const text = `Transform: AWS::Serverless-2016-10-31\nResources: {F: {Type: AWS::Serverless::Function, Properties: {Runtime: r, Handler: h, Events: {${events.join(", ")}}}}}`;
    expect(messageOf(text)).toContain(
      "expected at most 500 resources, the quota of CloudFormation",
    );
  });

  it("merge keys and aliases that double", () => {
    const merges = range(30).map((n) => `  m${n + 1}: &m${n + 1} {<<: [*m${n}, *m${n}]}`);
    const text = `Metadata:\n  m0: &m0 {a: 1}\n${merges.join("\n")}\n${queue}`;
    expect(messageOf(text)).toMatch(/^t\.yaml:\d+:\d+: .*at most 500000 nodes, received more/);
  });

  it("a text of ${ without an end costs its length, not the square of it", () => {
    const text = withValue(`{"Fn::Sub": "${"${".repeat(400_000)}"}`);
    expect(resolveTemplate(readTemplate(text, "t.yaml")).resources).toHaveLength(1);
    const reference = withValue(`"${"{{resolve:".repeat(90_000)}"`);
    expect(resolveTemplate(readTemplate(reference, "t.yaml")).resources).toHaveLength(1);
  });
});

describe("nesting has a bound", () => {
  it.each([
    ["[".repeat(100_000)],
    ["{a: ".repeat(100_000)],
    ["- ".repeat(100_000)],
    ["? ".repeat(100_000)],
    [withValue(`${"[".repeat(100_000)}${"]".repeat(100_000)}`)],
    [
      range(1_000)
        .map((n) => `${" ".repeat(n)}a:`)
        .join("\n"),
    ],
  ])("in %.20s", (text) => {
    expect(messageOf(text)).toContain("expected at most 200 levels of nesting, received more");
  });

  it("also through aliases", () => {
    const levels = range(1_000).map((n) => `  - &a${n + 1} [*a${n}]`);
    const text = `Metadata:\n  - &a0 x\n${levels.join("\n")}\n${queue}`;
    expect(messageOf(text)).toContain("expected at most 200 levels of nesting");
  });

  it("also of names that lead to names, and of conditions", () => {
    const names = range(450).map(
      (n) =>
        `  Q${n}: {Type: AWS::SQS::Queue, Properties: {QueueName: !Sub "\${Q${n + 1}.QueueName}"}}`,
    );
    const deep = "expected at most 400 levels of functions and references, received more";
    expect(messageOf(`Resources:\n${names.join("\n")}\n  Q450: {Type: AWS::SQS::Queue}`)).toContain(
      deep,
    );
    const conditions = range(5_000).map((n) => `  C${n}: !Not [!Condition C${n + 1}]`);
    const text = `Conditions:\n${conditions.join("\n")}\n  C5000: !Equals [a, b]\nResources: {Q: {Type: AWS::SQS::Queue, Condition: C0}}`;
    expect(messageOf(text)).toContain(deep);
  });

  it("also of JSON inside a text", () => {
    const policy = `'{"a": ${"[".repeat(50_000)}${"]".repeat(50_000)}}'`;
    const text = `Resources: {Q: {Type: AWS::SQS::Queue, Properties: {RedriveAllowPolicy: ${policy}}}}`;
    expect(messageOf(text)).toContain("expected a JSON object, received");
  });
});

describe("the quotas of CloudFormation hold", () => {
  const many = (count: number, entry: (n: number) => string) => range(count).map(entry).join(", ");

  it.each([
    [
      "resources",
      500,
      (n: number) => `Resources: {${many(n, (i) => `Q${i}: {Type: AWS::SQS::Queue}`)}}`,
    ],
    [
      "parameters",
      200,
      (n: number) =>
        `Parameters: {${many(n, (i) => `P${i}: {Type: String, Default: a}`)}}\n${queue}`,
    ],
    [
      "mappings",
      200,
      (n: number) => `Mappings: {${many(n, (i) => `M${i}: {a: {b: c}}`)}}\n${queue}`,
    ],
    ["outputs", 200, (n: number) => `Outputs: {${many(n, (i) => `O${i}: {Value: a}`)}}\n${queue}`],
  ] as const)("cloudformation.quota.%s: %d at most", (what, most, templateOf) => {
    expect(lintTemplate(templateOf(most), "t.yaml").resources.length).toBeGreaterThan(0);
    expect(messageOf(templateOf(most + 1))).toContain(
      `expected at most ${most} ${what}, the quota of CloudFormation, received ${most + 1}`,
    );
  });

  it("of the keys of a mapping, 200", () => {
    const text = (count: number) =>
      `Mappings: {M: {${many(count, (n) => `K${n}: {a: b}`)}}}\n${queue}`;
    expect(lintTemplate(text(200), "t.yaml").resources).toHaveLength(1);
    expect(messageOf(text(201))).toContain("expected at most 200 keys of a mapping, received 201");
  });

  it("cloudformation.quota.parameter-value: 4,096 bytes at most", () => {
    const text = `Parameters: {P: {Type: String}}\n${queue}`;
    expect(
      lintTemplate(text, "t.yaml", { parameters: { P: "é".repeat(2_048) } }).resources,
    ).toHaveLength(1);
    expect(messageOf(text, { P: `${"é".repeat(2_048)}a` })).toContain(
      "at most 4096 bytes, received 4097 bytes",
    );
  });

  it("cloudformation.quota.body: a template has 1 MB at most, as one in S3 does", () => {
    const large = `${queue}\n#${"x".repeat(60_000)}`; // Above 51,200 bytes, which a request may bring.
    expect(lintTemplate(large, "t.yaml").resources).toHaveLength(1);
    const text = `${queue}\n#${"é".repeat(templateLimits.bytes / 2)}`;
    expect(messageOf(text)).toBe(
      `t.yaml:1:1: template: expected at most 1048576 bytes, received ${1_048_576 + queue.length + 2} bytes`,
    );
  });
});

describe("AllowedPattern", () => {
  const template = (pattern: string) =>
    `Parameters: {P: {Type: String, AllowedPattern: '${pattern}'}}\n${queue}`;

  it.each(["(a+)+$", "^(a|aa)+$", "(.*a){20}", "^(([a-z])+.)+[A-Z]([a-z])+$"])(
    "%s takes time in proportion to the value",
    (pattern) => {
      expect(messageOf(template(pattern), { P: `${"a".repeat(4_000)}!` })).toContain(
        `expected a match of ${pattern}, received`,
      );
    },
  );

  it.each(["^(?!-)[a-z]+$", "(a)\\1", "a++", "[a-z&&[^b]]+", "[a-z"])(
    "%s, which cannot be matched in one pass, is warned of",
    (pattern) => {
      const text = `Parameters: {P: {Type: String, AllowedPattern: '${pattern}'}}\nResources: {Q: {Type: AWS::SQS::Queue, Properties: {QueueName: !Ref P}}}`;
      const { warnings } = lintTemplate(text, "t.yaml", { parameters: { P: "b" } });
      expect(warnings.join()).toContain("its AllowedPattern is not checked");
    },
  );

  it.each([
    ["[a-zA-Z0-9-]+", "ab-1", "a b"],
    ["\\d{3}\\.[^@]*", "123.x", "12.x"],
    ["(?i)[a-z]+", "ABC", "1"],
    ["^\\p{L}+$", "é", "1"],
  ])("%s takes %s, and not %s", (pattern, good, bad) => {
    expect(lintTemplate(template(pattern), "t.yaml", { parameters: { P: good } }).warnings).toEqual(
      [],
    );
    expect(messageOf(template(pattern), { P: bad })).toContain("expected a match of");
  });
});
