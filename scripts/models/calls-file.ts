import type { PublishedModel, PublishedShape } from "./published.ts";

/** What the functions of a service that make its calls take before all else. */
interface CallForm {
  /** The parameter that names the resource that is asked, and how the function calls it. */
  readonly target: { readonly param: string; readonly name: string; readonly member: string };
  /**
   * The parameter with what is brought there, of the operations that have it: as a text, as JSON, as bytes, or as bytes in
   * its member `Data`. Left out: nothing is.
   */
  readonly body?: { readonly param: string; readonly as: "text" | "json" | "bytes" | "data" };
}

const forms: Readonly<Record<string, CallForm>> = {
  dynamodb: { target: { param: "TableName", name: "table", member: "tableName" } },
  events: { target: { param: "EventBusName", name: "bus", member: "eventBusName" } },
  firehose: {
    target: { param: "DeliveryStreamName", name: "stream", member: "deliveryStreamName" },
    body: { param: "Record", as: "data" },
  },
  kinesis: {
    target: { param: "StreamName", name: "stream", member: "streamName" },
    body: { param: "Data", as: "bytes" },
  },
  lambda: {
    target: { param: "FunctionName", name: "fn", member: "functionName" },
    body: { param: "Payload", as: "json" },
  },
  s3: {
    target: { param: "Bucket", name: "bucket", member: "bucketName" },
    body: { param: "Body", as: "bytes" },
  },
  sns: {
    target: { param: "TopicArn", name: "topic", member: "topicArn" },
    body: { param: "Message", as: "text" },
  },
  sqs: {
    target: { param: "QueueUrl", name: "queue", member: "queueUrl" },
    body: { param: "MessageBody", as: "text" },
  },
};

/** Services whose calls scripts may make by functions with types. */
export const servicesWithCalls: readonly string[] = Object.keys(forms);

/** The text of a service's `calls.ts`: a function for each of its operations, with types. */
export function callsFile(
  service: string,
  version: string,
  { "service-2": { shapes, operations } }: PublishedModel,
  modeled: readonly string[],
): string {
  const form = forms[service]!;
  const types = new Types(shapes);
  const functions = modeled.map((name) => {
    const { input, output } = operations[name]!;
    const request = input === undefined ? null : input.shape;
    const result = output === undefined ? "PlainObject" : types.named(output.shape);
    return functionOf(service, name, request, shapes, types, result, form);
  });
  const body = [...functions, ...types.list()].join("\n\n");
  const imports = [...values.filter((value) => body.includes(`${value}(`))].join(", ");
  return `// Written by \`npm run models\` from AWS's API model of ${service} (botocore ${version}): do not edit.
${imports === "" ? "" : `import { ${imports} } from "../../service/call-values.ts";\n`}${
    body.includes("PlainObject")
      ? 'import type { PlainObject } from "../../service/refusal.ts";\n'
      : ""
  }import { typedCall, type AwsCall } from "../../service/script.ts";

${body}
`;
}

const values = ["bytesOf", "jsonOf", "namedBy", "textOf"];

const written = {
  text: "textOf(body)",
  json: "jsonOf(payload)",
  bytes: "bytesOf(body)",
  data: "{ Data: bytesOf(body) }",
} as const;

function functionOf(
  service: string,
  operation: string,
  request: string | null,
  shapes: PublishedModel["service-2"]["shapes"],
  types: Types,
  result: string,
  { target, body: brought }: CallForm,
): string {
  const { members = {}, required = [] } = request === null ? {} : shapes[request]!;
  const body = brought !== undefined && brought.param in members ? brought : undefined;
  const hasTarget =
    required.includes(target.param) || (body !== undefined && target.param in members);
  const taken = [...(hasTarget ? [target.param] : []), ...(body === undefined ? [] : [body.param])];
  const left = Object.keys(members).filter((member) => !taken.includes(member));
  const isOptional = left.every((member) => !required.includes(member));
  const parameters = [
    ...(hasTarget ? [`${target.name}: string | { readonly ${target.member}: string }`] : []),
    ...(body === undefined ? [] : [body.as === "json" ? "payload: unknown = {}" : "body: unknown"]),
    ...(left.length === 0
      ? []
      : [`params: ${requestType(request!, taken, types)}${isOptional ? " = {}" : ""}`]),
  ];
  const said = [
    ...(left.length === 0 ? [] : ["...params"]),
    ...(hasTarget ? [`${target.param}: namedBy(${target.name}, "${target.member}")`] : []),
    ...(body === undefined ? [] : [`${body.param}: ${written[body.as]}`]),
  ];
  const name = operation.charAt(0).toLowerCase() + operation.slice(1);
  return `/** Calls ${service}:${operation}. */
export const ${name} = (${parameters.join(", ")}): AwsCall<${result}> =>
  typedCall("${service}", "${operation}", { ${said.join(", ")} });`;
}

function requestType(request: string, taken: readonly string[], types: Types): string {
  const named = types.named(request);
  if (taken.length === 0) return named;
  return `Omit<${named}, ${taken.map((param) => `"${param}"`).join(" | ")}>`;
}

/** Names of shapes that mean something else in TypeScript. */
const reserved: ReadonlySet<string> = new Set(["Record"]);

/** Shapes that are needed, as interfaces. */
class Types {
  private readonly shapes: PublishedModel["service-2"]["shapes"];
  private readonly written = new Map<string, string>();

  constructor(shapes: PublishedModel["service-2"]["shapes"]) {
    this.shapes = shapes;
  }

  /** The name of the interface for a structure, which is written once. */
  named(shape: string): string {
    const name = reserved.has(shape) ? `Aws${shape}` : shape;
    if (this.written.has(shape)) return name;
    const { members = {}, required = [] } = this.shapes[shape]!;
    this.written.set(shape, ""); // It may hold itself.
    const lines = Object.entries(members).map(
      ([member, { shape: of }]) =>
        `  readonly ${member}${required.includes(member) ? "" : "?"}: ${this.typeOf(of)};`,
    );
    const text = lines.length === 0 ? "object" : `{\n${lines.join("\n")}\n}`;
    this.written.set(
      shape,
      lines.length === 0
        ? `/** AWS's ${shape}, which says nothing. */\ntype ${name} = object;`
        : `/** AWS's ${shape}. */\ninterface ${name} ${text}`,
    );
    return name;
  }

  list(): readonly string[] {
    return [...this.written]
      .sort(([one], [other]) => (one < other ? -1 : 1))
      .map(([, text]) => text);
  }

  private typeOf(name: string): string {
    const shape: PublishedShape = this.shapes[name]!;
    switch (shape.type) {
      case "structure":
        return shape.document === true ? "unknown" : this.named(name);
      case "list":
        return `readonly ${inParentheses(this.typeOf(shape.member!.shape))}[]`;
      case "map":
        return `Readonly<Record<string, ${this.typeOf(shape.value!.shape)}>>`;
      case "boolean":
        return "boolean";
      case "integer":
      case "long":
      case "double":
      case "float":
        return "number";
      case "timestamp":
        return "number | string";
      default:
        return shape.enum === undefined
          ? "string"
          : shape.enum.map((one) => `"${one}"`).join(" | ");
    }
  }
}

const inParentheses = (type: string): string =>
  type.includes(" ") && !type.startsWith("Readonly<") ? `(${type})` : type;
