import type { PlainObject } from "./refusal.ts";

/** Simulated; left out without harm to the answer; or left out, with what that means. */
export type TemplateVerdict = "modeled" | "ignored" | "opaque";

/** What CloudFormation says of a resource type. Generated. */
export interface ResourceTypeFacts {
  /** Names of its properties. */
  readonly properties: readonly string[];
  /** Names of its attributes, for `Fn::GetAtt`. */
  readonly attributes: readonly string[];
  /** The property or attribute that `Ref` returns. */
  readonly ref: string;
  /** Such as `arn:${Partition}:sqs:${Region}:${Account}:${QueueName}`; `null`: it has none of this form. */
  readonly arn: string | null;
}

/** The file `resource-types.json` of a service: texts with spaces between names. */
export interface ResourceTypesFile {
  readonly types: Readonly<
    Record<
      string,
      {
        readonly properties: string;
        readonly attributes?: string;
        readonly ref: string;
        readonly arn?: string;
      }
    >
  >;
}

/** Resources that another one has among its properties, in the properties of a type of their own. */
export interface HeldResources {
  /** The list, such as `Subscription`. Its items follow the owner under its logical id, this and a number. */
  readonly property: string;
  /** What each is, such as `AWS::SNS::Subscription`. */
  readonly type: string;
  /** The property of that type which names the owner by its ARN. */
  readonly owner: string;
}

/** How a resource stands in for one outside a template, with the defaults of its service. */
export interface StandInRule {
  /** Such as `queue`. */
  readonly noun: string;
  /** Whose defaults it has, such as `SQS`. */
  readonly service: string;
  /** Its properties, by its name. */
  properties(name: string): PlainObject;
}

/** How what one resource gives gets to others. */
export interface TemplateFlow {
  /** The IAM actions by which something is put into it, such as `sqs:SendMessage`. */
  readonly putBy?: readonly string[];
  /** It carries what one resource has to another: properties that name both ends. */
  readonly carries?: {
    readonly from: string;
    readonly to: string;
    /** `reads`: its target takes the work out of the source; `sends`: it is given it. */
    readonly by: "reads" | "sends";
  };
  /** It runs code, which may put something into what its role permits and its variables name. */
  readonly acts?: {
    /** Properties that name the role; that hold the variables; and that name where results are sent. */
    readonly role: string;
    readonly variables: string;
    readonly destinations: readonly string[];
    /** What becomes of a loop through it, a sentence; `null`: it is meant. */
    loop(properties: PlainObject): string | null;
  };
}
