import { durationOf, type DurationSaid } from "@orrery/kernel";
import type { ConstructScope } from "../../service/construct.ts";
import type { PlainObject } from "../../service/refusal.ts";
import { mebibyte } from "./limits.ts";

// What the namespace `firehose` holds, with the names of the CDK's `aws-cdk-lib/aws-kinesisfirehose`.

/** Something that has an ARN of a bucket. */
export interface BucketReference {
  /** Such as `arn:aws:s3:::clicks`. */
  readonly bucketArn: string;
}

/** How a delivery stream writes to a bucket. What is left out takes the default of Firehose. */
export interface S3BucketProps {
  /** How long records are collected, 0 to 15 minutes, in whole seconds. @defaultValue 5m */
  readonly bufferingInterval?: DurationSaid;
  /** Bytes that are collected, 1 to 128 MiB, in whole mebibytes. @defaultValue 5 MiB */
  readonly bufferingSize?: number;
  /** What keys of objects begin with. @defaultValue none */
  readonly dataOutputPrefix?: string;
  /** What keys of objects with errors begin with. @defaultValue `processing-failed/` after the prefix */
  readonly errorOutputPrefix?: string;
  /** What keys end with, such as `.json`. @defaultValue nothing */
  readonly fileExtension?: string;
  /** A function that changes records on their way. @defaultValue none */
  readonly processor?: LambdaFunctionProcessor;
}

/** A bucket that gets records. */
export class S3Bucket {
  readonly bucketArn: string;
  readonly props: S3BucketProps;

  /** @param bucket what has the ARN of the bucket. @param props as {@link S3BucketProps} says. */
  constructor(bucket: BucketReference, props: S3BucketProps = {}) {
    this.bucketArn = bucket.bucketArn;
    this.props = props;
  }
}

/** How a function is given records. */
export interface DataProcessorProps {
  /** How long records are collected for it, in whole seconds. @defaultValue 1m */
  readonly bufferInterval?: DurationSaid;
  /** Bytes that are collected for it, 0.2 to 3 MiB. @defaultValue 1 MiB */
  readonly bufferSize?: number;
  /** How often it is invoked again with records that failed, 0 to 300. @defaultValue 3 */
  readonly retries?: number;
}

/** A function that changes records on their way. */
export class LambdaFunctionProcessor {
  readonly functionArn: string;
  readonly props: DataProcessorProps;

  /** @param lambdaFunction what has the ARN of the function. @param props as {@link DataProcessorProps} says. */
  constructor(lambdaFunction: { readonly functionArn: string }, props: DataProcessorProps = {}) {
    this.functionArn = lambdaFunction.functionArn;
    this.props = props;
  }
}

/** How a delivery stream is configured. */
export interface DeliveryStreamProps {
  readonly destination: S3Bucket;
  /** @defaultValue made of the stack's name and the id */
  readonly deliveryStreamName?: string;
}

const second = 1_000_000;

/** A delivery stream of Firehose. */
export class DeliveryStream {
  /** Its logical id, by which scenarios and results speak of it. */
  readonly id: string;
  readonly deliveryStreamName: string;
  readonly deliveryStreamArn: string;

  /**
   * Makes a delivery stream of Firehose.
   *
   * ```ts
   * const clicks = new firehose.DeliveryStream(stack, "Clicks", {
   *   destination: new firehose.S3Bucket({ bucketArn: "arn:aws:s3:::clicks" }, { bufferingInterval: "1m" }),
   * });
   * ```
   *
   * @param id its logical id, which no other resource of the stack may have.
   * @param props where its records go, and how.
   * @throws ConfigError when a setting is outside its range, and when the id is taken: one line with the setting,
   *   what was expected and what was received.
   */
  constructor(stack: ConstructScope, id: string, props: DeliveryStreamProps) {
    this.id = id;
    this.deliveryStreamName = props.deliveryStreamName ?? stack.physicalName(id);
    this.deliveryStreamArn = stack.arnOf("firehose", `deliverystream/${this.deliveryStreamName}`);
    stack.add("firehose", "CreateDeliveryStream", id, {
      DeliveryStreamName: this.deliveryStreamName,
      ExtendedS3DestinationConfiguration: configurationOf(
        `delivery stream "${id}"`,
        props.destination,
      ),
    });
  }
}

const wholeSeconds = (path: string, said: DurationSaid): number => durationOf(path, said) / second;

function configurationOf(path: string, { bucketArn, props }: S3Bucket): PlainObject {
  const { bufferingInterval, bufferingSize, dataOutputPrefix, errorOutputPrefix } = props;
  const { fileExtension, processor } = props;
  return {
    BucketARN: bucketArn,
    RoleARN: "arn:aws:iam::123456789012:role/firehose",
    BufferingHints: {
      ...(bufferingSize === undefined ? {} : { SizeInMBs: bufferingSize / mebibyte }),
      ...(bufferingInterval === undefined
        ? {}
        : { IntervalInSeconds: wholeSeconds(`${path} bufferingInterval`, bufferingInterval) }),
    },
    ...(dataOutputPrefix === undefined ? {} : { Prefix: dataOutputPrefix }),
    ...(errorOutputPrefix === undefined ? {} : { ErrorOutputPrefix: errorOutputPrefix }),
    ...(fileExtension === undefined ? {} : { FileExtension: fileExtension }),
    ...(processor === undefined ? {} : { ProcessingConfiguration: processingOf(path, processor) }),
  };
}

function processingOf(path: string, { functionArn, props }: LambdaFunctionProcessor): PlainObject {
  const { bufferInterval, bufferSize, retries } = props;
  const parameters: readonly (readonly [string, string | number | undefined])[] = [
    ["LambdaArn", functionArn],
    ["NumberOfRetries", retries],
    ["BufferSizeInMBs", bufferSize === undefined ? undefined : bufferSize / mebibyte],
    [
      "BufferIntervalInSeconds",
      bufferInterval === undefined
        ? undefined
        : wholeSeconds(`${path} processor bufferInterval`, bufferInterval),
    ],
  ];
  return {
    Enabled: true,
    Processors: [
      {
        Type: "Lambda",
        Parameters: parameters.flatMap(([ParameterName, value]) =>
          value === undefined ? [] : [{ ParameterName, ParameterValue: `${value}` }],
        ),
      },
    ],
  };
}
