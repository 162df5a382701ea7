import type { Plain } from "@orrery/kernel";
import type { ConstructScope } from "../../service/construct.ts";
import type { PlainObject } from "../../service/refusal.ts";

// What the namespace `pipes` holds, with the names of the CDK's `aws-cdk-lib/aws-pipes`.

/** Parameters with the CDK's names, which begin with a small letter. */
export type PipeParameters = Readonly<Record<string, unknown>>;

/** How a pipe is configured. */
export interface CfnPipeProps {
  /** The ARN of a queue, a stream or a broker. */
  readonly source: string;
  /** The ARN of what takes events. */
  readonly target: string;
  /** @defaultValue a role of this name */
  readonly roleArn?: string;
  /** @defaultValue made of the stack's name and the id */
  readonly name?: string;
  readonly description?: string;
  /** Such as `RUNNING`. @defaultValue RUNNING */
  readonly desiredState?: "RUNNING" | "STOPPED";
  /** Such as `{ sqsQueueParameters: { batchSize: 5 }, filterCriteria: { filters: [{ pattern: "…" }] } }`. */
  readonly sourceParameters?: PipeParameters;
  /** The ARN of what makes other events of them. @defaultValue none */
  readonly enrichment?: string;
  readonly enrichmentParameters?: PipeParameters;
  /** Such as `{ inputTemplate: '{"id": <$.messageId>}' }`. */
  readonly targetParameters?: PipeParameters;
  /** Such as `{ level: "ERROR", cloudwatchLogsLogDestination: { logGroupArn: "…" } }`. @defaultValue it logs nothing */
  readonly logConfiguration?: PipeParameters;
}

/** A pipe: from a source through an enrichment to a target. */
export class CfnPipe {
  /** Its logical id, by which scenarios and results speak of it. */
  readonly id: string;
  readonly name: string;
  readonly attrArn: string;

  /**
   * Makes a pipe.
   *
   * ```ts
   * new pipes.CfnPipe(stack, "Orders", {
   *   source: inbox.queueArn,
   *   target: work.queueArn,
   *   targetParameters: { inputTemplate: '{"order": <$.body.id>}' },
   * });
   * ```
   *
   * @param id its logical id, which no other resource of the stack may have.
   * @throws ConfigError when the id is taken. Everything else is checked by Pipes as the run begins.
   */
  constructor(stack: ConstructScope, id: string, props: CfnPipeProps) {
    const { name = stack.physicalName(id), ...rest } = props;
    this.id = id;
    this.name = name;
    this.attrArn = stack.arnOf("pipes", `pipe/${name}`);
    const RoleArn = `arn:aws:iam::${stack.account}:role/${stack.physicalName(`${id}Role`)}`;
    stack.add("pipes", "CreatePipe", id, { RoleArn, Name: name, ...capitalized(rest) });
  }
}

/** Parameters as AWS has them, whose names begin with a capital. */
const capitalized = (given: object): PlainObject =>
  Object.fromEntries(
    Object.entries(given).map(([name, value]) => [
      `${name.slice(0, 1).toUpperCase()}${name.slice(1)}`,
      valueOf(value),
    ]),
  );

function valueOf(value: unknown): Plain {
  if (Array.isArray(value)) return value.map(valueOf);
  if (typeof value === "object" && value !== null) return capitalized(value);
  return value as Plain; // A text, a number or a flag.
}
