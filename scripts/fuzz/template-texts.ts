import fc from "fast-check";
import { hostileText, hostileValue } from "./hostile.ts";

const ids = ["A", "B", "C", "P", "constructor"];
const id = fc.oneof({ weight: 12, arbitrary: fc.constantFrom(...ids) }, hostileText);
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
      { weight: 6, arbitrary: fc.oneof(hostileText, id, fc.constantFrom(0, 1, 30, true, null)) },
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

const resource = fc.record(
  {
    Type: fc.oneof({ weight: 12, arbitrary: fc.constantFrom(...types) }, hostileText),
    Properties: fc.oneof(
      {
        weight: 10,
        arbitrary: fc.dictionary(fc.constantFrom(...properties), expression, { maxKeys: 4 }),
      },
      hostileValue,
    ),
    DependsOn: fc.oneof(id, fc.array(id, { maxLength: 2 })),
    Condition: id,
  },
  { requiredKeys: ["Type"] },
);

/** Templates as JSON, which is YAML too. */
export const templateTexts: fc.Arbitrary<string> = fc
  .record(
    {
      Resources: fc.dictionary(id, resource, { minKeys: 1, maxKeys: 4 }),
      Parameters: fc.dictionary(
        id,
        fc.record(
          {
            Type: fc.constantFrom("String", "Number", "CommaDelimitedList"),
            Default: hostileText,
            AllowedPattern: hostileText,
          },
          { requiredKeys: ["Type"] },
        ),
        { maxKeys: 2 },
      ),
      Mappings: fc.dictionary(
        id,
        fc.dictionary(id, fc.dictionary(id, hostileValue, { maxKeys: 2 }), { maxKeys: 2 }),
        { maxKeys: 2 },
      ),
      Conditions: fc.dictionary(
        id,
        fc.oneof(
          expression,
          fc.record({ "Fn::Equals": fc.tuple(expression, expression) }),
          fc.record({ "Fn::Not": fc.tuple(fc.record({ Condition: id })) }),
        ),
        { maxKeys: 2 },
      ),
      Transform: fc.oneof(
        fc.constant("AWS::Serverless-2016-10-31"),
        fc.constant("AWS::LanguageExtensions"),
        hostileValue,
      ),
      Globals: fc.record({
        Function: fc.oneof(fc.dictionary(fc.constantFrom(...properties), expression), hostileValue),
      }),
      Outputs: fc.oneof(fc.dictionary(id, fc.record({ Value: expression })), hostileValue),
    },
    { requiredKeys: ["Resources"] },
  )
  .map((template) => JSON.stringify(template));
