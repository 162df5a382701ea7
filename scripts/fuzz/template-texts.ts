import fc from "fast-check";
import { hostileText, hostileValue } from "./hostile.ts";

const ids = ["A", "B", "constructor"];
const id = fc.oneof({ weight: 60, arbitrary: fc.constantFrom(...ids) }, hostileText);
const types = [
  ...["AWS::SQS::Queue", "AWS::Lambda::Function", "AWS::Serverless::Function", "AWS::SNS::Topic"],
  ...["AWS::Lambda::EventSourceMapping", "AWS::Lambda::Alias", "AWS::Serverless::Api", "Custom::A"],
];
const properties = [
  ...["QueueName", "FifoQueue", "RedrivePolicy", "VisibilityTimeout", "Tags", "DelaySeconds"],
  ...[
    "FunctionName",
    "Role",
    "Timeout",
    "MemorySize",
    "Environment",
    "Events",
    "Runtime",
    "Layers",
  ],
  ...["EventSourceArn", "BatchSize", "FilterCriteria", "ScalingConfig", "Architectures"],
];

/** Values with intrinsic functions in them, whose arguments are mostly of the right form. */
const expression: fc.Arbitrary<unknown> = fc.letrec((tie) => {
  const inner = tie("expression");
  const call = (name: string, argument: fc.Arbitrary<unknown>) =>
    argument.map((value) => ({ [name]: value }));
  return {
    expression: fc.oneof(
      { maxDepth: 4, depthSize: "small", withCrossShrink: true },
      {
        weight: 6,
        arbitrary: fc.oneof(id, hostileText, fc.constantFrom(0, 1, 5, 30, 300, true, null)),
      },
      { weight: 2, arbitrary: call("Ref", fc.oneof(id, fc.constant("AWS::NoValue"))) },
      {
        weight: 2,
        arbitrary: call(
          "Fn::GetAtt",
          id.map((name) => `${name}.Arn`),
        ),
      },
      {
        weight: 1,
        arbitrary: call(
          "Fn::Sub",
          id.map((name) => `\${${name}}-\${${name}.Arn}`),
        ),
      },
      {
        weight: 1,
        arbitrary: call("Fn::Sub", fc.tuple(fc.constant("${x}${x}"), fc.record({ x: inner }))),
      },
      {
        weight: 1,
        arbitrary: call("Fn::Join", fc.tuple(hostileText, fc.array(inner, { maxLength: 3 }))),
      },
      { weight: 1, arbitrary: call("Fn::Split", fc.tuple(hostileText, inner)) },
      {
        weight: 1,
        arbitrary: call("Fn::Select", fc.tuple(inner, fc.array(inner, { maxLength: 3 }))),
      },
      { weight: 1, arbitrary: call("Fn::If", fc.tuple(id, inner, inner)) },
      { weight: 1, arbitrary: call("Fn::FindInMap", fc.tuple(id, inner, inner)) },
      { weight: 1, arbitrary: call("Fn::ToJsonString", inner) },
      { weight: 1, arbitrary: call("Fn::Cidr", fc.tuple(inner, inner, inner)) },
      { weight: 1, arbitrary: fc.array(inner, { maxLength: 3 }) },
      { weight: 1, arbitrary: fc.dictionary(id, inner, { maxKeys: 3 }) },
    ),
  };
}).expression;

/** Mostly what is asked for, and now and then nothing of the kind: else few templates would be read to their end. */
const mostly = (wanted: fc.Arbitrary<unknown>): fc.Arbitrary<unknown> =>
  fc.oneof({ weight: 30, arbitrary: wanted }, { weight: 1, arbitrary: hostileValue });

const anyResource = fc.record(
  {
    Type: fc.oneof({ weight: 12, arbitrary: fc.constantFrom(...types) }, hostileText),
    Properties: mostly(fc.dictionary(fc.constantFrom(...properties), expression, { maxKeys: 4 })),
    DependsOn: fc.oneof(id, fc.array(id, { maxLength: 2 })),
    Condition: id,
  },
  { requiredKeys: ["Type"] },
);

/** A queue or a function with one property that it may have, and a value that it may not. */
const nearResource = fc
  .constantFrom(
    ["AWS::SQS::Queue", properties.slice(0, 6)] as const,
    ["AWS::Serverless::Function", properties.slice(6, 14)] as const,
  )
  .chain(([type, own]) =>
    fc.record({
      Type: fc.constant(type),
      Properties: fc.dictionary(
        fc.constantFrom(...own),
        fc.oneof(hostileText, hostileValue, expression),
        { maxKeys: 1 },
      ),
    }),
  );
/** A resource that is right but for the condition that it names, which may not be there. */
const conditional = fc.record({
  Type: fc.constantFrom("AWS::SQS::Queue", "AWS::SNS::Topic"),
  Condition: fc.constantFrom(...ids, "missing", "toString", "__proto__"),
});
const resource = fc.oneof(
  { weight: 3, arbitrary: nearResource },
  { weight: 1, arbitrary: conditional },
  { weight: 1, arbitrary: anyResource },
);

const parameter = fc.record(
  {
    Type: fc.constantFrom("String", "CommaDelimitedList"),
    Default: fc.oneof({ weight: 20, arbitrary: fc.constantFrom("a", "1", "30") }, hostileText),
    AllowedPattern: mostly(fc.constantFrom(".*", "[a-z0-9]+", "(a|1|30)+")),
  },
  { requiredKeys: ["Type", "Default"], noNullPrototype: true },
);
const equals = fc.record({ "Fn::Equals": fc.tuple(fc.constantFrom("a", "b"), expression) });
const always = fc.constant({ "Fn::Equals": ["a", "a"] });
const condition = fc.oneof(always, equals, fc.record({ "Fn::Not": fc.tuple(equals) }));
const mapping = fc.constant({ A: { A: "a" }, B: { B: ["b"] } });

/** Templates as JSON, which is YAML too. */
export const templateTexts: fc.Arbitrary<string> = fc
  .record(
    {
      Resources: fc.record({ A: resource, B: resource, constructor: resource }),
      Parameters: mostly(fc.record({ P: parameter })),
      Mappings: mostly(fc.record({ A: mapping, B: mapping })),
      Conditions: mostly(fc.record({ A: mostly(condition), B: condition, constructor: condition })),
      Transform: mostly(fc.constantFrom("AWS::Serverless-2016-10-31", "AWS::LanguageExtensions")),
      Globals: mostly(
        fc.record({ Function: fc.dictionary(fc.constantFrom(...properties), expression) }),
      ),
      Outputs: mostly(
        fc.dictionary(fc.constantFrom("O", "constructor"), fc.record({ Value: expression })),
      ),
    },
    { requiredKeys: ["Resources", "Conditions", "Mappings"] },
  )
  .map((template) => JSON.stringify(template));
