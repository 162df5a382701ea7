import type { ConstructScope } from "../../service/construct.ts";
import type { PlainObject } from "../../service/refusal.ts";
import { athenaTemplateTypes } from "./template.ts";

// What the namespace `athena` holds, with the names of the CDK's `aws-cdk-lib/aws-athena`.

/** Properties as CloudFormation has them, in the CDK's letters. */
interface Props {
  readonly [property: string]: unknown;
}

/** Names of texts, which keep their letters. */
const maps: ReadonlySet<string> = new Set(["Parameters"]);

function capitalized(value: unknown, name = ""): PlainObject[string] {
  if (Array.isArray(value)) return value.map((each) => capitalized(each));
  if (typeof value !== "object" || value === null || maps.has(name)) {
    return value as PlainObject[string]; // Plain, as the properties are.
  }
  return Object.fromEntries(
    Object.entries(value).map(([key, each]) => {
      const capital = key.charAt(0).toUpperCase() + key.slice(1);
      return [capital, capitalized(each, capital)];
    }),
  );
}

/** Adds what a type of CloudFormation is made by. */
function add(
  stack: ConstructScope,
  id: string,
  type: string,
  name: string,
  arn: string,
  props: Props,
): void {
  const found = athenaTemplateTypes.find((each) => each.type === type);
  const values = capitalized(props) as PlainObject; // An object as before.
  const self = {
    logicalId: id,
    name,
    arn,
    region: stack.region,
    accountId: stack.account,
    generation: 1,
    named: {},
  };
  const operations = found !== undefined && "make" in found ? found.make(values, self) : [];
  if (typeof operations === "string") return;
  operations.forEach(({ operation, params }, place) => {
    stack.add("athena", operation, place === 0 ? id : `${id}${operation}`, params);
  });
}

/** How a workgroup is configured. */
export interface CfnWorkGroupProps {
  readonly name: string;
  readonly description?: string;
  readonly state?: "ENABLED" | "DISABLED";
  readonly workGroupConfiguration?: {
    readonly bytesScannedCutoffPerQuery?: number;
    readonly enforceWorkGroupConfiguration?: boolean;
    readonly publishCloudWatchMetricsEnabled?: boolean;
    readonly requesterPaysEnabled?: boolean;
    readonly resultConfiguration?: {
      readonly outputLocation?: string;
      readonly expectedBucketOwner?: string;
      readonly encryptionConfiguration?: {
        readonly encryptionOption: "SSE_S3" | "SSE_KMS" | "CSE_KMS";
        readonly kmsKey?: string;
      };
    };
    readonly managedQueryResultsConfiguration?: { readonly enabled: boolean };
  };
}

/** A workgroup. */
export class CfnWorkGroup {
  /** Its logical id, by which scenarios and results speak of it. */
  readonly id: string;
  readonly name: string;

  /**
   * Makes a workgroup.
   *
   * ```ts
   * new athena.CfnWorkGroup(stack, "Reports", {
   *   name: "reports",
   *   workGroupConfiguration: { resultConfiguration: { outputLocation: "s3://results/reports/" } },
   * });
   * ```
   *
   * @throws ConfigError when the id is taken.
   */
  constructor(stack: ConstructScope, id: string, props: CfnWorkGroupProps) {
    this.id = id;
    this.name = props.name;
    const arn = stack.arnOf("athena", `workgroup/${props.name}`);
    add(stack, id, "AWS::Athena::WorkGroup", props.name, arn, { ...props });
  }
}

/** What a named query is made with. */
export interface CfnNamedQueryProps {
  readonly database: string;
  readonly queryString: string;
  /** @defaultValue a name of its own */
  readonly name?: string;
  readonly description?: string;
  /** @defaultValue primary */
  readonly workGroup?: string;
}

/** A query under a name. */
export class CfnNamedQuery {
  /** Its logical id. */
  readonly id: string;
  readonly name: string;

  /** Makes a named query. @throws ConfigError when the id is taken. */
  constructor(stack: ConstructScope, id: string, props: CfnNamedQueryProps) {
    this.id = id;
    this.name = props.name ?? stack.physicalName(id);
    add(stack, id, "AWS::Athena::NamedQuery", this.name, "", { ...props });
  }
}

/** What a prepared statement is made with. */
export interface CfnPreparedStatementProps {
  readonly statementName: string;
  readonly queryStatement: string;
  readonly workGroup: string;
  readonly description?: string;
}

/** A prepared statement. */
export class CfnPreparedStatement {
  /** Its logical id. */
  readonly id: string;
  readonly statementName: string;

  /** Makes a prepared statement. @throws ConfigError when the id is taken. */
  constructor(stack: ConstructScope, id: string, props: CfnPreparedStatementProps) {
    this.id = id;
    this.statementName = props.statementName;
    add(stack, id, "AWS::Athena::PreparedStatement", props.statementName, "", { ...props });
  }
}

/** What a data catalog is made with. */
export interface CfnDataCatalogProps {
  readonly name: string;
  readonly type: "LAMBDA" | "GLUE";
  readonly description?: string;
  readonly parameters?: Readonly<Record<string, string>>;
}

/** A data catalog. */
export class CfnDataCatalog {
  /** Its logical id. */
  readonly id: string;
  readonly name: string;

  /** Makes a data catalog. @throws ConfigError when the id is taken. */
  constructor(stack: ConstructScope, id: string, props: CfnDataCatalogProps) {
    this.id = id;
    this.name = props.name;
    const arn = stack.arnOf("athena", `datacatalog/${props.name}`);
    add(stack, id, "AWS::Athena::DataCatalog", props.name, arn, { ...props });
  }
}

/** What a capacity reservation is made with. */
export interface CfnCapacityReservationProps {
  readonly name: string;
  readonly targetDpus: number;
  readonly capacityAssignmentConfiguration?: {
    readonly capacityAssignments: readonly { readonly workgroupNames: readonly string[] }[];
  };
}

/** A capacity reservation. */
export class CfnCapacityReservation {
  /** Its logical id. */
  readonly id: string;
  readonly name: string;

  /** Makes a capacity reservation. @throws ConfigError when the id is taken. */
  constructor(stack: ConstructScope, id: string, props: CfnCapacityReservationProps) {
    this.id = id;
    this.name = props.name;
    const arn = stack.arnOf("athena", `capacity-reservation/${props.name}`);
    add(stack, id, "AWS::Athena::CapacityReservation", props.name, arn, { ...props });
  }
}
