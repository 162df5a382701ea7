/** A text with its bounds in characters, its pattern, or its values. */
interface Shape {
  readonly type: "text";
  readonly min?: number;
  readonly max?: number;
  readonly pattern?: string;
  readonly oneOf?: readonly string[];
}

// As the service's own messages have it; the published model is behind by `(eusc-)?`.
const region = String.raw`(eusc-)?[a-z]{2}((-gov)|(-iso([a-z]?)))?-[a-z]+-\d{1}`;
const arnPrefix = String.raw`(arn:(aws[a-zA-Z-]*)?:lambda:)?(${region}:)?(\d{12}:)?(function:)?`;
const uuid = "[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}";

/**
 * Shapes of Lambda's API that several members have, under their names in AWS's published model
 * (botocore, 2026-08), in the words of the messages that were recorded 2025-11.
 */
export const shapes = {
  /** A function's name, ARN or a part of that, in operations that change functions. */
  FunctionName: {
    type: "text",
    min: 1,
    max: 140,
    pattern: String.raw`${arnPrefix}([a-zA-Z0-9-_]+)(:(\$LATEST|[a-zA-Z0-9-_]+))?`,
  },
  /** The same in operations that read, invoke or delete functions, or join them to sources. */
  NamespacedFunctionName: {
    type: "text",
    min: 1,
    max: 256,
    pattern: String.raw`${arnPrefix}([a-zA-Z0-9-_\.]+)(:(\$LATEST(\.PUBLISHED)?|[a-zA-Z0-9-_]+))?`,
  },
  /** A function's name, ARN or a part of that, without a qualifier. */
  UnqualifiedFunctionName: {
    type: "text",
    min: 1,
    max: 140,
    pattern: `${arnPrefix}([a-zA-Z0-9-_]+)`,
  },
  NumericLatestPublishedOrAliasQualifier: {
    type: "text",
    min: 1,
    max: 128,
    pattern: String.raw`\$(LATEST(\.PUBLISHED)?)|[a-zA-Z0-9-_$]+`,
  },
  TaggableResource: {
    type: "text",
    min: 1,
    max: 256,
    pattern:
      String.raw`arn:(aws[a-zA-Z-]*):lambda:${region}:\d{12}:` +
      String.raw`(function:[a-zA-Z0-9-_]+(:(\$LATEST|[a-zA-Z0-9-_]+))?|layer:([a-zA-Z0-9-_]+)|` +
      `code-signing-config:csc-[a-z0-9]{17}|event-source-mapping:${uuid}|` +
      `capacity-provider:[a-zA-Z0-9-_]+)`,
  },
  RoleArn: {
    type: "text",
    pattern: String.raw`arn:(aws[a-zA-Z-]*)?:iam::\d{12}:role/?[a-zA-Z_0-9+=,.@\-_/]+`,
  },
  Handler: { type: "text", min: 0, max: 128, pattern: String.raw`[^\s]+` },
  Description: { type: "text", min: 0, max: 256 },
  KMSKeyArn: { type: "text", pattern: "(arn:(aws[a-zA-Z-]*)?:[a-z0-9-.]+:.*)|()" },
  ResourceArn: { type: "text", pattern: "(arn:(aws[a-zA-Z-]*)?:[a-z0-9-.]+:.*)|()" },
  S3Bucket: { type: "text", min: 3, max: 63, pattern: String.raw`[0-9A-Za-z\.\-_]*(?<!\.)` },
  S3Key: { type: "text", min: 1, max: 1_024 },
  S3ObjectVersion: { type: "text", min: 1, max: 1_024 },
  LogGroup: { type: "text", min: 1, max: 512, pattern: String.raw`[\.\-_/#A-Za-z0-9]+` },
  LogFormat: { type: "text", oneOf: ["JSON", "Text"] },
  ApplicationLogLevel: {
    type: "text",
    oneOf: ["TRACE", "DEBUG", "INFO", "WARN", "ERROR", "FATAL"],
  },
  SystemLogLevel: { type: "text", oneOf: ["DEBUG", "INFO", "WARN"] },
  TracingMode: { type: "text", oneOf: ["Active", "PassThrough"] },
  SnapStartApplyOn: { type: "text", oneOf: ["PublishedVersions", "None"] },
  PackageType: { type: "text", oneOf: ["Image", "Zip"] },
  InvocationType: { type: "text", oneOf: ["Event", "RequestResponse", "DryRun"] },
  LogType: { type: "text", oneOf: ["None", "Tail"] },
  FunctionVersion: { type: "text", oneOf: ["ALL"] },
} as const satisfies Readonly<Record<string, Shape>>;
