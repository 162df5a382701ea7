import { seconds, type Duration, type Instant, type Plain, type Tagged } from "@orrery/kernel";
import { simulate, type AwsOptions, type AwsSimulation } from "../../../run/simulate.ts";
import type { HttpAnswer, HttpHead } from "../../../service/http.ts";
import { noTrail } from "../../../service/origin.ts";
import type { PlainObject, Refused } from "../../../service/refusal.ts";
import type { Scripts } from "../../../service/script.ts";
import { sizeInUtf8 } from "../../../text/utf8.ts";
import { functionParams } from "../../../../test/lambda-account.ts";

/** The id of the API of tests. */
export const apiId = "abcdefghij";

/** The ARN of a function of the account. */
export const functionArn = (name: string): string =>
  `arn:aws:lambda:us-east-1:123456789012:function:${name}`;

/** The URI of a function, as integrations have it. */
export const functionUri = (name: string): string =>
  `arn:aws:apigateway:us-east-1:lambda:path/2015-03-31/functions/${functionArn(name)}/invocations`;

/** The proxy integration of a function. */
export const proxy = (name: string, more: PlainObject = {}): PlainObject => ({
  "x-amazon-apigateway-integration": {
    type: "aws_proxy",
    httpMethod: "POST",
    uri: functionUri(name),
    ...more,
  },
});

/** What a caller heard, a refusal as the answer that it is. */
export interface Heard {
  readonly status: number;
  readonly body: string;
  readonly headers: Readonly<Record<string, string>>;
  /** How long it took. */
  readonly took: number;
}

/** An account with an API, whose functions do what scripts say. */
export class RestAccount {
  readonly simulation: AwsSimulation;
  readonly api: string;

  constructor(
    scripts: Scripts = {},
    options: AwsOptions = {},
    api = `apigateway.restApi:${apiId}`,
  ) {
    this.simulation = simulate({
      latencies: { "apigateway.rest.overhead": { type: "constant", value: 10_000 } },
      ...options,
      scripts,
    });
    this.api = api;
    for (const name of Object.keys(scripts)) this.fn(name, { type: "script", name });
  }

  /** Makes a function. */
  fn(name: string, behavior: PlainObject, more: PlainObject = {}): void {
    const { Behavior } = functionParams as { readonly Behavior: PlainObject };
    const own: PlainObject =
      behavior["type"] === "script"
        ? { ...behavior, coldStart: Behavior["coldStart"]! }
        : { ...Behavior, ...behavior };
    this.call(
      "CreateFunction",
      { ...(functionParams as PlainObject), FunctionName: name, Behavior: own, ...more },
      "lambda",
    );
  }

  call(operation: string, params: PlainObject, service = "apigateway"): PlainObject {
    return this.simulation.client().call(service, operation, params);
  }

  /** Makes the API of paths as OpenAPI has them, and deploys it to a stage `prod`. */
  deploy(paths: PlainObject, more: PlainObject = {}, stage: PlainObject = {}): void {
    const definition = {
      openapi: "3.0.1",
      info: { title: "orders", version: "1" },
      paths,
      ...more,
    };
    this.call("CreateRestApi", {
      name: "orders",
      id: apiId,
      ...(stage["Endpoint"] === undefined ? {} : { Endpoint: stage["Endpoint"] }),
    });
    this.call("PutRestApi", {
      restApiId: apiId,
      mode: "overwrite",
      body: JSON.stringify(definition),
    });
    const { Endpoint: _, ...said } = stage;
    this.call("CreateDeployment", { restApiId: apiId, id: "first", stageName: "prod", ...said });
  }

  /** Changes the stage. */
  patch(...patchOperations: readonly (readonly [path: string, value: string])[]): void {
    this.call("UpdateStage", {
      restApiId: apiId,
      stageName: "prod",
      patchOperations: patchOperations.map(([path, value]) => ({ op: "replace", path, value })),
    });
  }

  /** Begins a request; what is heard comes later. */
  begin(head: Partial<HttpHead>, body = ""): { heard: Heard | null } {
    const http = { method: "GET", path: "/", query: "", headers: {}, ...head };
    const begun: { heard: Heard | null } = { heard: null };
    const from = this.simulation.now;
    const text = { body, size: sizeInUtf8(body) };
    const input: Tagged = { type: "httpRequest", http, text, trail: noTrail } as Tagged;
    this.simulation.tell(this.api, input, (answer) => {
      begun.heard = {
        ...heardOf(answer as HttpAnswer | Refused),
        took: this.simulation.now - from,
      };
    });
    return begun;
  }

  /** Asks, and lets time pass until there is an answer. */
  ask(head: Partial<HttpHead> | string, body = ""): Heard {
    const begun = this.begin(typeof head === "string" ? { path: head } : head, body);
    while (begun.heard === null && this.simulation.step());
    return begun.heard!;
  }

  advance(duration: Duration = seconds(1)): void {
    this.simulation.run({ until: (this.simulation.now + duration) as Instant });
  }

  meter(metric: string): number {
    return this.simulation.metersOf(this.api)[metric]?.sum ?? 0;
  }
}

function heardOf(answer: HttpAnswer | Refused): Omit<Heard, "took"> {
  if (answer.type === "answered") {
    const { status, body, headers } = answer;
    return { status, body, headers };
  }
  const { details = {} } = answer;
  return details as unknown as Omit<Heard, "took">; // As a REST API refuses.
}

/** A script that returns a value. */
export const returning = (value: unknown) =>
  function* (): Generator<never, unknown, Plain> {
    return value;
  };
