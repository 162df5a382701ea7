import type { Plain, Tagged } from "@orrery/kernel";
import { describe, expect, it } from "vitest";
import type { HttpAnswer } from "../../../service/http.ts";
import { noTrail } from "../../../service/origin.ts";
import type { PlainObject, Refused } from "../../../service/refusal.ts";
import { refuseAt } from "../../../../test/failing-function.ts";
import { functionUri, RestAccount } from "../test/rest-account.ts";

const http = {
  method: "POST",
  path: "/",
  query: "",
  headers: { "content-type": "application/json" },
};
const text = { body: '{"order":17}', size: 12 };

/** Asks with the very same head and body as all others: what is known of those may be taken again. */
function ask({ simulation, api }: RestAccount, said = text): HttpAnswer | Refused {
  let heard: HttpAnswer | Refused | null = null;
  const input: Tagged = { type: "httpRequest", http, text: said, trail: noTrail } as Tagged;
  simulation.tell(api, input, (answer) => {
    heard = answer as HttpAnswer | Refused; // A REST API answers nothing else.
  });
  while (heard === null && simulation.step());
  return heard!;
}

const method = (integration: PlainObject): PlainObject => ({
  "/": {
    post: {
      responses: { "200": {}, "400": {} },
      "x-amazon-apigateway-integration": { type: "aws", httpMethod: "POST", ...integration },
    },
  },
});

/** What a function gets of one request after the other, through a template. */
function eventsOf(template: string, texts = [text, text]): readonly Plain[] {
  const events: Plain[] = [];
  const account = new RestAccount({
    *fn(event) {
      events.push(event as Plain);
      return {};
    },
  });
  account.deploy(
    method({
      uri: functionUri("fn"),
      requestTemplates: { "application/json": template },
      responses: { default: { statusCode: "200" } },
    }),
  );
  for (const each of texts) ask(account, each);
  return events;
}

describe("a request as its integration gets it", () => {
  it.each([
    ["its number", '{"id": "$context.requestId"}'],
    ["a header of X-Ray", `{"id": "$input.params('X-Amzn-Trace-Id')"}`],
    ["what it puts together", `#set($d='$con')#set($e='text.requestId')"#evaluate("$d$e")"`],
  ])("differs from the one before where the template reads %s", (_what, template) => {
    const [first, second] = eventsOf(template);
    expect(first).not.toEqual(second);
  });

  it("is the same where the template reads what both say, and another where the body is another", () => {
    const other = { body: '{"order":18}', size: 12 };
    expect(eventsOf("$input.body", [text, text, other, text])).toEqual([
      { order: 17 },
      { order: 17 },
      { order: 18 },
      { order: 17 },
    ]);
  });
});

/** What callers hear of messages that an API sends, through a template. */
function sending(template: string): RestAccount {
  const account = new RestAccount();
  account.call("CreateQueue", { QueueName: "inbox" }, "sqs");
  const responseTemplates = { "application/json": template };
  account.deploy(
    method({
      uri: "arn:aws:apigateway:us-east-1:sqs:path/123456789012/inbox",
      credentials: "arn:aws:iam::123456789012:role/api",
      requestParameters: {
        "integration.request.header.Content-Type": "'application/x-www-form-urlencoded'",
      },
      requestTemplates: { "application/json": "Action=SendMessage&MessageBody=$input.body" },
      responses: {
        default: { statusCode: "200", responseTemplates },
        "4\\d{2}": { statusCode: "400", responseTemplates },
      },
    }),
  );
  return account;
}

describe("what a caller hears of an operation", () => {
  const taken = { status: 200, body: '{"taken": true}' };

  it("is the same each time where the template says nothing of it, until it is refused", () => {
    const account = sending('{"taken": true}');
    expect([ask(account), ask(account)]).toMatchObject([taken, taken]);
    refuseAt(account, "sqs.queue:inbox", "AccessDenied");
    expect(ask(account)).toMatchObject({ status: 400 });
    expect(Object.values(account.simulation.gaugesOf("sqs.queue:inbox"))).toContain(2);
  });

  it("differs where the template reads what the service answered", () => {
    const account = sending("$input.path('$.SendMessageResponse.SendMessageResult.MessageId')");
    const [first, second] = [ask(account), ask(account)] as unknown as HttpAnswer[];
    expect(first!.body).toMatch(/^[0-9a-f-]{36}$/);
    expect(second!.body).not.toBe(first!.body);
  });
});
