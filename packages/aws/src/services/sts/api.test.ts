import { expect, it } from "vitest";
import { call, simulate, type Scripts } from "../../index.ts";

it("sts.identity.account: is that of the simulation, in its partition", () => {
  const accountId = "210987654321";
  const client = simulate({ accountId, region: "cn-north-1" }).client();
  expect(client.call("sts", "GetCallerIdentity")).toEqual({
    UserId: accountId,
    Account: accountId,
    Arn: `arn:aws-cn:iam::${accountId}:root`,
  });
});

it("sts.identity.role: is a session of its role for a function", () => {
  const scripts: Scripts = {
    *whoAmI() {
      return yield call("sts", "GetCallerIdentity");
    },
  };
  const client = simulate({ scripts }).client();
  client.call("lambda", "CreateFunction", {
    FunctionName: "worker",
    Runtime: "nodejs22.x",
    Handler: "index.handler",
    Role: "arn:aws:iam::123456789012:role/worker",
    Code: { ZipFile: "" },
    Behavior: { type: "script", name: "whoAmI" },
  });
  const { Payload } = client.call("lambda", "Invoke", { FunctionName: "worker" });
  expect(JSON.parse(String(Payload))).toEqual({
    UserId: "AROAWORKER00000000000:worker",
    Account: "123456789012",
    Arn: "arn:aws:sts::123456789012:assumed-role/worker/worker",
  });
});

it("sts.identity.root: is the root user's from outside", () => {
  const { Arn } = simulate().client().call("sts", "GetCallerIdentity");
  expect(Arn).toBe("arn:aws:iam::123456789012:root");
});
