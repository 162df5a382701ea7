import { milliseconds, seconds, type Plain } from "@orrery/kernel";
import { describe, expect, test } from "vitest";
import type { PlainObject } from "../../service/refusal.ts";
import { apiId, proxy, RestAccount } from "../apigateway/test/rest-account.ts";
import { HttpAccount, toFunction } from "../apigatewayv2/test/http-account.ts";
import { AccountOfWorkflows } from "./test/account-of-workflows.ts";

const ApiEndpoint = `${apiId}.execute-api.us-east-1.amazonaws.com`;
const resource = "arn:aws:states:::apigateway:invoke";
const roleArn = "arn:aws:iam::123456789012:role/states";

/** Tells what it was asked. */
function* echo(event: unknown) {
  const { httpMethod, requestContext, path, body, headers, ...others } = event as PlainObject;
  const { multiValueQueryStringParameters: query } = others;
  const said = { httpMethod, path, body, headers, query, requestContext } as unknown as Plain;
  return { statusCode: 201, headers: { "x-own": "a" }, body: JSON.stringify(said) };
}
function restAccount(): RestAccount {
  const account = new RestAccount({
    echo,
    *failing() {
      return { statusCode: 404, body: '{"message":"no such pet"}' };
    },
    *text() {
      return { statusCode: 200, body: "plain" };
    },
  });
  const signed = { ...proxy("text"), security: [{ sigv4: [] }] };
  account.deploy(
    {
      "/pets": { get: proxy("echo"), post: proxy("echo") },
      "/by/{name}": { get: proxy("echo") },
      "/none": { get: proxy("failing") },
      "/text": { get: proxy("text") },
      "/signed": { get: signed },
    },
    {
      components: {
        securitySchemes: {
          sigv4: {
            type: "apiKey",
            name: "Authorization",
            in: "header",
            "x-amazon-apigateway-authtype": "awsSigv4",
          },
        },
      },
    },
  );
  return account;
}

/** Runs a workflow of one task. @returns what DescribeExecution shows */
function run(account: RestAccount, Parameters: PlainObject, more: PlainObject = {}): PlainObject {
  const executionArn = started(account, Parameters, more);
  account.advance(seconds(60));
  return account.call("DescribeExecution", { executionArn }, "stepfunctions");
}

let made = 0;
function started(account: RestAccount, Parameters: PlainObject, more: PlainObject): string {
  made += 1;
  const T = { Type: "Task", Resource: resource, Parameters, End: true, ...more };
  const definition = JSON.stringify({ StartAt: "T", States: { T } });
  const params = { name: `asks-${String(made)}`, roleArn, definition };
  const { stateMachineArn } = account.call("CreateStateMachine", params, "stepfunctions");
  const begun = { stateMachineArn: stateMachineArn!, input: "{}" };
  return account.call("StartExecution", begun, "stepfunctions").executionArn as string;
}
const outputOf = ({ output }: PlainObject): PlainObject =>
  JSON.parse(output as string) as PlainObject;

describe("stepfunctions.task.api-request: a task asks an API by its domain", () => {
  const account = restAccount();
  const pets = { ApiEndpoint, Stage: "prod", Path: "pets" };

  test("with path, query, headers and a body of JSON without what is null", () => {
    const { ResponseBody, ...answer } = outputOf(
      run(account, {
        ...pets,
        Method: "POST",
        Headers: { TaskToken: "t", many: ["1", "2"] },
        QueryParameters: { kind: ["cat", "a dog"] },
        RequestBody: { name: "Tom", tail: null, old: [{ age: null }] },
      }),
    );
    expect(ResponseBody).toMatchObject({
      httpMethod: "POST",
      path: "/pets",
      body: '{"name":"Tom","old":[{}]}',
      query: { kind: ["cat", "a dog"] },
      headers: { Tasktoken: "t", Many: "1,2", "Content-Type": "application/json" },
      requestContext: { stage: "prod" },
    });
    expect(answer).toMatchObject({
      StatusCode: 201,
      StatusText: "Created",
      Headers: { "X-Own": ["a"] },
    });
  });

  test("with null where that is allowed, with a text as it is, and with no body by GET", () => {
    const bodyOf = (more: PlainObject) =>
      (outputOf(run(account, { ...pets, Method: "POST", ...more })).ResponseBody as PlainObject)
        .body;
    expect(bodyOf({ RequestBody: { a: null }, AllowNullValues: true })).toBe('{"a":null}');
    expect(bodyOf({ RequestBody: "as it is" })).toBe("as it is");
    expect(bodyOf({ RequestBody: { a: 1 }, Method: "GET" })).toBeNull();
  });

  test("with a path that is encoded", () => {
    expect(outputOf(run(account, { ...pets, Path: "/by/a b", Method: "GET" }))).toMatchObject({
      ResponseBody: { path: "/by/a%20b" },
    });
  });

  test("signed, where its state says so", () => {
    const signed = { ApiEndpoint, Stage: "prod", Path: "/signed", Method: "GET" };
    expect(run(account, signed)).toMatchObject({ error: "ApiGateway.403" });
    for (const AuthType of ["IAM_ROLE", "RESOURCE_POLICY"]) {
      expect(outputOf(run(account, { ...signed, AuthType })).StatusCode).toBe(200);
    }
  });

  test.each([
    [{ Method: "GET" }, 'The field "ApiEndpoint" is required but was missing'],
    [{ ApiEndpoint, Method: "TRACE" }, "must be one of [GET"],
    [{ ApiEndpoint, Method: "GET", AuthType: "BASIC" }, "must be one of [NO_AUTH"],
    [{ ApiEndpoint, Method: "GET", Verb: "x" }, '"Verb" is not supported by Step Functions'],
    [{ ApiEndpoint, Method: "GET", Headers: { Host: "x" } }, 'The header "Host" is not permitted'],
    [{ ApiEndpoint, Method: "GET", Headers: { "X-Amz-Date": "x" } }, "is not permitted"],
  ])("and not with %j", (parameters, words) => {
    const shown = run(account, parameters);
    expect(shown).toMatchObject({ status: "FAILED", error: "States.Runtime" });
    expect(shown.cause).toContain(words);
  });
});

describe("stepfunctions.task.api-answer: what an API answers", () => {
  const account = restAccount();
  const get = (Path: string, more: PlainObject = {}) =>
    run(account, { ApiEndpoint, Stage: "prod", Path, Method: "GET" }, more);

  test("is a text where it is no JSON", () => {
    expect(outputOf(get("text"))).toMatchObject({
      ResponseBody: "plain",
      StatusCode: 200,
      StatusText: "OK",
    });
  });

  test("fails the task with its status where that is not in the two hundreds, and can be caught", () => {
    expect(get("none")).toMatchObject({
      status: "FAILED",
      error: "ApiGateway.404",
      cause: '{"message":"no such pet"}',
    });
    expect(get("nowhere")).toMatchObject({
      error: "ApiGateway.403",
      cause: '{"message":"Missing Authentication Token"}',
    });
    const Retry = [{ ErrorEquals: ["ApiGateway.404"], IntervalSeconds: 1, MaxAttempts: 2 }];
    const before = account.meter("Count");
    get("none", { Retry });
    expect(account.meter("Count") - before).toBe(3);
  });

  test("of an API that refuses is one, too", () => {
    account.patch(["/*/*/throttling/rateLimit", "0"], ["/*/*/throttling/burstLimit", "0"]);
    expect(get("text")).toMatchObject({ error: "ApiGateway.429" });
  });
});

describe("stepfunctions.task.api-answer: an HTTP API", () => {
  test("needs no stage, and is waited for no longer than its state says", () => {
    const account = new HttpAccount({
      *fn() {
        return { statusCode: 204 };
      },
    });
    account.fn("slow", { duration: { type: "constant", value: milliseconds(2_500) } });
    account.route("GET /fast", toFunction("fn"));
    account.route("GET /slow", toFunction("slow"));
    const get = (Path: string) => ({ ApiEndpoint, Path, Method: "GET" });
    expect(outputOf(run(account, get("fast")))).toMatchObject({
      StatusCode: 204,
      StatusText: "No Content",
      ResponseBody: "",
    });
    expect(run(account, get("slow"), { TimeoutSeconds: 1 }).error).toBe("States.Timeout");
    expect(run(account, get("slow"), { TimeoutSeconds: 20 }).status).toBe("SUCCEEDED");
  });
});

test("stepfunctions.task.api-token: the API has the token by a header, and the task waits for it", () => {
  const account = restAccount();
  const parameters = {
    ApiEndpoint,
    Stage: "prod",
    Path: "pets",
    Method: "POST",
    Headers: { "TaskToken.$": "$$.Task.Token" },
  };
  const waiting = `${resource}.waitForTaskToken`;
  const executionArn = started(account, parameters, { Resource: waiting });
  account.advance(seconds(10));
  const history = () =>
    account.call("GetExecutionHistory", { executionArn }, "stepfunctions")
      .events as readonly PlainObject[];
  const submitted = history().at(-1)!;
  expect(submitted.type).toBe("TaskSubmitted");
  const { output } = submitted.taskSubmittedEventDetails as { readonly output: string };
  const { ResponseBody } = JSON.parse(output) as {
    ResponseBody: { headers: { Tasktoken: string } };
  };
  const taskToken = ResponseBody.headers.Tasktoken;
  account.call("SendTaskSuccess", { taskToken, output: '"yes"' }, "stepfunctions");
  account.advance(seconds(10));
  expect(account.call("DescribeExecution", { executionArn }, "stepfunctions")).toMatchObject({
    status: "SUCCEEDED",
    output: '"yes"',
  });
});

test("stepfunctions.task.api-elsewhere: an API that is not in the run answers as the scenario says", () => {
  const Parameters = { ApiEndpoint: "other.execute-api.us-east-1.amazonaws.com", Method: "GET" };
  const T = { Type: "Task", Resource: resource, Parameters, End: true };
  const asked = (response: PlainObject) => {
    const account = new AccountOfWorkflows({ unmodeled: { "execute-api:Invoke": { response } } });
    return account.run(account.made({ T }));
  };
  expect(outputOf(asked({ n: 1 }))).toEqual({
    Headers: {},
    ResponseBody: { n: 1 },
    StatusCode: 200,
    StatusText: "OK",
  });
  expect(asked({ StatusCode: 302, ResponseBody: "moved" })).toMatchObject({
    error: "ApiGateway.302",
    cause: "moved",
  });
  const account = new AccountOfWorkflows();
  expect(() => account.run(account.made({ T }))).toThrow(/execute-api:Invoke/);
});
