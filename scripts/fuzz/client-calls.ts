import { existsSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import fc from "fast-check";
import { simulate, type Parameter } from "@orrery/aws";
import { hostileText, hostileValue } from "./hostile.ts";
import { complaintOfError } from "./oracle.ts";

/** A shape of AWS's API models. */
interface Shape {
  readonly type: string;
  readonly members?: Readonly<Record<string, { readonly shape: string }>>;
  readonly member?: { readonly shape: string };
  readonly value?: { readonly shape: string };
  readonly enum?: readonly string[];
  readonly min?: number;
  readonly max?: number;
}
interface Model {
  readonly operations: Readonly<Record<string, { readonly input?: { readonly shape: string } }>>;
  readonly shapes: Readonly<Record<string, Shape>>;
}

/** One operation with its parameters. */
interface ClientCall {
  readonly service: string;
  readonly operation: string;
  readonly params: { readonly [key: string]: Parameter };
}

const modelFolder = fileURLToPath(new URL("../../../shared/models/", import.meta.url));

/** Whether AWS's API models lie beside the repository: without them, parameters have no shape. */
export const hasModels = existsSync(modelFolder);

const queueUrl = "https://sqs.us-east-1.amazonaws.com/123456789012/orders";
const names = ["orders", queueUrl, "arn:aws:sqs:us-east-1:123456789012:orders", "worker", "q.fifo"];
const text = fc.oneof({ weight: 5, arbitrary: fc.constantFrom(...names) }, hostileText);
const without = ["CreateQueue", "SendMessage", "ReceiveMessage", "CreateFunction", "Invoke"];

function modelOf(service: string): Model | null {
  if (!hasModels) return null;
  const file = JSON.parse(readFileSync(`${modelFolder}${service}.json`, "utf8")) as {
    readonly "service-2": Model;
  };
  return file["service-2"];
}

function valuesOf(model: Model, name: string, depth: number): fc.Arbitrary<unknown> {
  const shape = model.shapes[name];
  if (shape === undefined || depth > 4) return hostileValue;
  const inner = (part: { readonly shape: string } | undefined) =>
    fc.oneof(
      { weight: 15, arbitrary: valuesOf(model, part?.shape ?? "", depth + 1) },
      { weight: 1, arbitrary: hostileValue },
    );
  switch (shape.type) {
    case "structure": {
      const members = Object.entries(shape.members ?? {});
      const shapes = Object.fromEntries(members.map(([key, member]) => [key, inner(member)]));
      return fc.record(shapes, { requiredKeys: [] });
    }
    case "list":
      return fc.array(inner(shape.member), { maxLength: 3 });
    case "map":
      return fc.dictionary(text, inner(shape.value), { maxKeys: 2 });
    case "string":
      return shape.enum === undefined ? text : fc.oneof(fc.constantFrom(...shape.enum), text);
    case "boolean":
      return fc.boolean();
    case "integer":
    case "long":
    case "double":
      return fc.constantFrom(0, 1, 10, -1, shape.min ?? 5, shape.max ?? 20, 1e15);
    default:
      return fc.oneof(text, fc.uint8Array({ maxLength: 5 }));
  }
}

const callOf = fc.constantFrom("sqs", "lambda").chain((service): fc.Arbitrary<ClientCall> => {
  const model = modelOf(service);
  if (model === null) {
    const params = fc.dictionary(text, hostileValue, { maxKeys: 3 });
    return fc.record({
      service: fc.constant(service),
      operation: fc.constantFrom(...without),
      params,
    }) as fc.Arbitrary<ClientCall>;
  }
  return fc.constantFrom(...Object.keys(model.operations)).chain(
    (operation) =>
      fc.record({
        service: fc.constant(service),
        operation: fc.constant(operation),
        params: valuesOf(model, model.operations[operation]?.input?.shape ?? "", 0),
      }) as fc.Arbitrary<ClientCall>, // Parameters are plain data and bytes.
  );
});

/** Calls of a client, one after another in one account. */
export const callsDoor = {
  name: "client calls",
  inputs: fc.array(callOf, { minLength: 1, maxLength: 6 }),
  take(calls: readonly ClientCall[]): Promise<string | null> {
    const simulation = simulate();
    const client = simulation.client();
    client.call("sqs", "CreateQueue", { QueueName: "orders" });
    client.call("lambda", "CreateFunction", {
      FunctionName: "worker",
      Runtime: "nodejs22.x",
      Handler: "a.b",
      Role: "arn:aws:iam::123456789012:role/r",
      Code: { ZipFile: "" },
    });
    for (const { service, operation, params } of calls) {
      try {
        JSON.stringify(client.call(service, operation, params));
      } catch (error) {
        const complaint = complaintOfError(error, ["AwsError", "ConfigError", "NotModeledError"]);
        if (complaint !== null) return Promise.resolve(`${service} ${operation}: ${complaint}`);
      }
    }
    return Promise.resolve(null);
  },
};
