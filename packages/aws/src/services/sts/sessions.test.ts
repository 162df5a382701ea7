import { hours, seconds, type Duration, type Instant } from "@orrery/kernel";
import { describe, expect, it } from "vitest";
import { functionParams } from "../../../test/lambda-account.ts";
import { call, signedWith, simulate, type Credentials, type Scripts } from "../../index.ts";
import type { PlainObject } from "../../service/refusal.ts";

const accountId = "123456789012";
const roleArn = (name: string) => `arn:aws:iam::${accountId}:role/${name}`;
const queueArn = `arn:aws:sqs:us-east-1:${accountId}:orders`;
const document = (...Statement: readonly PlainObject[]) =>
  JSON.stringify({ Version: "2012-10-17", Statement });
const allow = (Action: string, more: PlainObject = { Resource: "*" }): PlainObject => ({
  Effect: "Allow",
  Action,
  ...more,
});

interface Begun {
  readonly Credentials: Credentials & { readonly Expiration: number };
  readonly AssumedRoleUser: PlainObject;
}

/** A function that becomes the role that its event names, and sends as that. */
const scripts: Scripts = {
  *becomes(event) {
    try {
      const params = event as PlainObject;
      const { Credentials } = (yield* call("sts", "AssumeRole", params)) as unknown as Begun;
      const sent = { QueueUrl: "orders", MessageBody: "m" };
      yield* signedWith(Credentials, call("sqs", "SendMessage", sent));
      const seen = yield* signedWith(Credentials, call("sts", "GetCallerIdentity"));
      return seen["Arn"];
    } catch (error) {
      return `${(error as Error).name}: ${(error as Error).message}`;
    }
  },
};

/** An account with a queue, a function and a role that may send to the queue. */
function account(trust: PlainObject, may = [allow("sqs:SendMessage")], more: PlainObject = {}) {
  const aws = simulate({
    iam: { mode: "enforce" },
    scripts,
    assumptions: { "iam.propagationDelay": 0 },
  });
  const client = aws.client();
  const role = (RoleName: string, trusts: PlainObject, statements: readonly PlainObject[]) => {
    const AssumeRolePolicyDocument = document({ Effect: "Allow", ...trusts });
    client.call("iam", "CreateRole", { RoleName, AssumeRolePolicyDocument, ...more });
    if (statements.length === 0) return;
    const PolicyDocument = document(...statements);
    client.call("iam", "PutRolePolicy", { RoleName, PolicyName: "own", PolicyDocument });
  };
  role("sender", { Action: "sts:AssumeRole", ...trust }, may);
  const lambda = { Principal: { Service: "lambda.amazonaws.com" }, Action: "sts:AssumeRole" };
  role("worker", lambda, []);
  client.call("sqs", "CreateQueue", { QueueName: "orders" });
  client.call("lambda", "CreateFunction", {
    ...functionParams,
    FunctionName: "worker",
    Role: roleArn("worker"),
    Behavior: { type: "script", name: "becomes" },
  });
  const assume = (params: PlainObject = {}, of = client): Begun =>
    of.call("sts", "AssumeRole", {
      RoleArn: roleArn("sender"),
      RoleSessionName: "me",
      ...params,
    }) as unknown as Begun;
  const send = ({ Credentials }: Begun) =>
    client.signedWith(Credentials).call("sqs", "SendMessage", {
      QueueUrl: "orders",
      MessageBody: "m",
    });
  return {
    client,
    assume,
    send,
    grant: (RoleName: string, ...statements: readonly PlainObject[]) =>
      client.call("iam", "PutRolePolicy", {
        RoleName,
        PolicyName: "more",
        PolicyDocument: document(...statements),
      }),
    becomes: (params: PlainObject = {}): unknown =>
      JSON.parse(
        String(
          client.call("lambda", "Invoke", {
            FunctionName: "worker",
            Payload: JSON.stringify({
              RoleArn: roleArn("sender"),
              RoleSessionName: "me",
              ...params,
            }),
          })["Payload"],
        ),
      ),
    run: (time: Duration) => aws.run({ until: (aws.now + time) as Instant }),
  };
}

const own = { Principal: { AWS: accountId } };
const codeOf = (attempt: () => unknown): string => {
  try {
    attempt();
  } catch (error) {
    const { code, httpStatus, message } = error as {
      readonly code: string;
      readonly httpStatus: number;
      readonly message: string;
    };
    return `${httpStatus} ${code}: ${message}`;
  }
  return "none";
};
const sender = `arn:aws:sts::${accountId}:assumed-role/sender/me`;
const mayNotSend = (kind: string) =>
  `403 AccessDenied: User: ${sender} is not authorized to perform: sqs:sendmessage on resource: ${queueArn} because no ${kind} allows the sqs:sendmessage action`;

describe("sts.session.trust: whoever becomes a role is let in by its trust policy", () => {
  it("from outside", () => {
    const { assume, send, client } = account(own);
    const begun = assume();
    expect(begun.AssumedRoleUser).toEqual({
      AssumedRoleId: "AROASENDER00000000000:me",
      Arn: sender,
    });
    expect(begun.Credentials.AccessKeyId).toMatch(/^ASIA[0-9A-F]{16}$/);
    expect(client.signedWith(begun.Credentials).call("sts", "GetCallerIdentity")).toEqual({
      UserId: "AROASENDER00000000000:me",
      Account: accountId,
      Arn: sender,
    });
    expect(send(begun)["MessageId"]).toBeDefined();
    const other = account({ Principal: { AWS: "210987654321" } });
    expect(codeOf(() => other.assume())).toContain("is not authorized to perform: sts:AssumeRole");
  });

  it("and a function, which its own policies must allow it where only its account is named", () => {
    const { becomes, grant } = account(own);
    expect(becomes()).toContain(
      "because no identity-based policy allows the sts:AssumeRole action",
    );
    grant("worker", allow("sts:AssumeRole", { Resource: roleArn("sender") }));
    expect(becomes()).toBe(sender);
    const named = account({ Principal: { AWS: roleArn("worker") } });
    expect(named.becomes()).toBe(sender);
  });

  it("by an external id", () => {
    const { assume } = account({
      ...own,
      Condition: { StringEquals: { "sts:ExternalId": "secret" } },
    });
    expect(codeOf(() => assume())).toContain("AccessDenied");
    expect(codeOf(() => assume({ ExternalId: "other" }))).toContain("AccessDenied");
    expect(assume({ ExternalId: "secret" }).Credentials).toBeDefined();
  });
});

it("sts.session.policies: a session may do at most what its policies allow, and its role too", () => {
  const { assume, send } = account(own);
  const reads = document(allow("sqs:ReceiveMessage"));
  expect(codeOf(() => send(assume({ Policy: reads })))).toBe(mayNotSend("session policy"));
  const sends = document(allow("sqs:*"));
  expect(send(assume({ Policy: sends }))).toBeDefined();
  const arn = "arn:aws:iam::aws:policy/AmazonSQSFullAccess";
  expect(codeOf(() => assume({ Policy: "{" }))).toContain("400 MalformedPolicyDocument");
  const narrow = account(own, [allow("sqs:ReceiveMessage")]);
  const both = narrow.assume({ Policy: sends, PolicyArns: [{ arn }] });
  expect(codeOf(() => narrow.send(both))).toBe(mayNotSend("identity-based policy"));
});

it("sts.session.tags: a session has tags, which policies may ask, and hands the transitive ones on", () => {
  const byTeam = allow("sqs:SendMessage", {
    Resource: "*",
    Condition: { StringEquals: { "aws:PrincipalTag/team": "a" } },
  });
  const tagging = { Action: ["sts:AssumeRole", "sts:TagSession"], ...own };
  const { assume, send, client } = account(tagging, [byTeam, allow("sts:*")]);
  const tagged = (Value: string) => ({ Tags: [{ Key: "Team", Value }] });
  expect(codeOf(() => send(assume()))).toBe(mayNotSend("identity-based policy"));
  expect(codeOf(() => send(assume(tagged("b"))))).toBe(mayNotSend("identity-based policy"));
  expect(send(assume(tagged("a")))).toBeDefined();
  const first = assume({ ...tagged("a"), TransitiveTagKeys: ["Team"] });
  const next = assume({}, client.signedWith(first.Credentials));
  expect(send(next)).toBeDefined();
  expect(codeOf(() => assume(tagged("b"), client.signedWith(first.Credentials)))).toContain(
    "400 InvalidParameterValue",
  );
  expect(codeOf(() => account(own).assume(tagged("a")))).toContain("sts:TagSession");
});

it("sts.session.duration: credentials hold for an hour, or as long as the role lets them", () => {
  const { assume, send, run } = account(own, undefined, { MaxSessionDuration: 7_200 });
  const [usual, longer] = [assume(), assume({ DurationSeconds: 7_200 })];
  expect(codeOf(() => assume({ DurationSeconds: 7_201 }))).toBe(
    "400 ValidationError: The requested DurationSeconds exceeds the MaxSessionDuration set for this role.",
  );
  run(seconds(3_599));
  expect(send(usual)).toBeDefined();
  run(seconds(2));
  expect(codeOf(() => send(usual))).toContain("ExpiredToken");
  expect(send(longer)).toBeDefined();
  run(hours(1));
  expect(codeOf(() => send(longer))).toContain(
    "The security token included in the request is expired",
  );
});

it("sts.session.chained: a session of a role begins another one for an hour at most", () => {
  const { becomes, grant } = account(own, undefined, { MaxSessionDuration: 7_200 });
  grant("worker", allow("sts:AssumeRole"));
  expect(becomes({ DurationSeconds: 3_601 })).toBe(
    "ValidationError: The requested DurationSeconds exceeds the 1 hour session limit for roles assumed by role chaining",
  );
  expect(becomes({ DurationSeconds: 3_600 })).toBe(sender);
});

it("sts.session.packed: policies of a session are packed into its token, which has room for so much", () => {
  const { assume } = account(own);
  const arns = Array.from({ length: 10 }, (_, each) => ({
    arn: `arn:aws:iam::${accountId}:policy/${"a".repeat(190)}${each}`,
  }));
  expect(codeOf(() => assume({ PolicyArns: arns }))).toBe(
    "400 PackedPolicyTooLarge: Packed size of session tags and policies consumes 110% of allotted space.",
  );
});

it("sts.session.credentials: what is no token signs nothing", () => {
  const { client } = account(own);
  const call = () => client.signedWith({ SessionToken: "none" }).call("sts", "GetCallerIdentity");
  expect(codeOf(call)).toBe(
    "403 InvalidClientTokenId: The security token included in the request is invalid.",
  );
});

it("sts.token.account: the account gets credentials of an hour at most, and a role's session none", () => {
  const { client, assume, run } = account(own);
  const { Credentials } = client.call("sts", "GetSessionToken", {
    DurationSeconds: 36_000,
  }) as unknown as Begun;
  const who = () => client.signedWith(Credentials).call("sts", "GetCallerIdentity")["Arn"];
  expect(who()).toBe(`arn:aws:iam::${accountId}:root`);
  const session = client.signedWith(assume().Credentials);
  expect(codeOf(() => session.call("sts", "GetSessionToken"))).toBe(
    "403 AccessDenied: Cannot call GetSessionToken with session credentials",
  );
  run(seconds(3_601));
  expect(codeOf(who)).toContain("ExpiredToken");
});

it("sts.token.federated: a federated user may do what the policy of his session says", () => {
  const { client, send } = account(own);
  const token = (more: PlainObject) =>
    client.call("sts", "GetFederationToken", { Name: "ann", ...more }) as unknown as Begun & {
      readonly FederatedUser: PlainObject;
    };
  const Policy = document(allow("sqs:SendMessage"));
  const ann = token({ Policy });
  expect(ann.FederatedUser).toEqual({
    FederatedUserId: `${accountId}:ann`,
    Arn: `arn:aws:sts::${accountId}:federated-user/ann`,
  });
  expect(send(ann)).toBeDefined();
  expect(codeOf(() => send(token({})))).toContain("because no session policy allows");
});
