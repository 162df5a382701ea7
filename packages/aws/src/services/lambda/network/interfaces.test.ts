import { minutes, seconds } from "@orrery/kernel";
import { describe, expect, it } from "vitest";
import { functionParams, LambdaAccount } from "../../../../test/lambda-account.ts";
import type { PlainObject } from "../../../service/refusal.ts";

const FunctionName = "worker";
const behavior = functionParams["Behavior"] as PlainObject; // As it says there.
const inSubnets = (...SubnetIds: readonly string[]) => ({
  VpcConfig: { SubnetIds, SecurityGroupIds: ["sg-1"] },
});
const stateOf = (account: LambdaAccount, name = FunctionName) => {
  const shown = account.call("GetFunctionConfiguration", { FunctionName: name });
  return shown["StateReasonCode"] ?? shown["State"];
};
const files = {
  FileSystemConfigs: [
    {
      Arn: "arn:aws:elasticfilesystem:us-east-1:123456789012:access-point/fsap-0123456789abcdef0",
      LocalMountPath: "/mnt/files",
    },
  ],
};

describe("network interfaces", () => {
  it("lambda.vpc.interface: a function is pending for 90 s while they are made", () => {
    const account = new LambdaAccount();
    account.advance();
    account.create(inSubnets("subnet-1", "subnet-2"));
    account.advance(seconds(89));
    expect(stateOf(account)).toBe("Creating");
    expect(account.refusal("Invoke", { FunctionName })).toMatch("ResourceConflictException");
    account.advance(seconds(1));
    expect(stateOf(account)).toBe("Active");
  });

  it("lambda.vpc.interface: another function with the same subnet and groups shares them", () => {
    const account = new LambdaAccount();
    account.create(inSubnets("subnet-1"));
    account.advance();
    account.create({ ...inSubnets("subnet-1"), FunctionName: "other" });
    account.advance(seconds(1));
    expect(stateOf(account, "other")).toBe("Active");
    account.create({ ...inSubnets("subnet-2"), FunctionName: "third" });
    account.advance(seconds(1));
    expect(stateOf(account, "third")).toBe("Creating");
  });

  it("lambda.vpc.interface: a function that is moved serves meanwhile, and no cold start waits", () => {
    const account = new LambdaAccount();
    account.create();
    account.advance();
    account.call("UpdateFunctionConfiguration", { FunctionName, ...inSubnets("subnet-1") });
    account.advance(seconds(89));
    const shown = () =>
      account.call("GetFunctionConfiguration", { FunctionName })["LastUpdateStatus"];
    expect(shown()).toBe("InProgress");
    const { now } = account.simulation;
    account.call("Invoke", { FunctionName });
    expect(account.simulation.now - now).toBeLessThan(seconds(0.5));
    account.advance(seconds(1));
    expect(shown()).toBe("Successful");
  });

  it("lambda.vpc.interface-limit: beyond the quota a function is failed, and refuses", () => {
    const account = new LambdaAccount({ quotas: { "lambda.vpcInterfaces": 2 } });
    account.create(inSubnets("subnet-1", "subnet-2"));
    expect(account.call("Invoke", { FunctionName })["StatusCode"]).toBe(200);
    account.create({ ...inSubnets("subnet-3"), FunctionName: "other" });
    account.advance(seconds(90));
    expect(stateOf(account, "other")).toBe("EniLimitExceeded");
    expect(account.error("Invoke", { FunctionName: "other" })).toMatchObject({
      code: "ENILimitReachedException",
      httpStatus: 502,
    });
  });

  it.each(["deleted", "moved"])(
    "lambda.vpc.interface-deletion: an interface counts for 20 minutes after its last function was %s",
    (what) => {
      const account = new LambdaAccount({ quotas: { "lambda.vpcInterfaces": 2 } });
      account.create(inSubnets("subnet-1"));
      account.create({ ...inSubnets("subnet-2"), FunctionName: "second" });
      account.advance(seconds(90));
      if (what === "deleted") account.call("DeleteFunction", { FunctionName });
      else account.call("UpdateFunctionConfiguration", { FunctionName, ...inSubnets("subnet-2") });
      const made = (name: string, subnet: string) => {
        account.create({ ...inSubnets(subnet), FunctionName: name });
        account.advance(seconds(91));
        return stateOf(account, name);
      };
      account.advance(minutes(15));
      expect(made("third", "subnet-3")).toBe("EniLimitExceeded");
      account.advance(minutes(4));
      expect(made("fourth", "subnet-4")).toBe("Active");
    },
  );

  it("lambda.vpc.interface-deletion: whoever needs it meanwhile has it at once", () => {
    const account = new LambdaAccount();
    account.create(inSubnets("subnet-1"));
    account.advance(seconds(90));
    account.call("DeleteFunction", { FunctionName });
    account.advance(minutes(19));
    account.create({ ...inSubnets("subnet-1"), FunctionName: "other" });
    account.advance(seconds(1));
    expect(stateOf(account, "other")).toBe("Active");
  });

  it("lambda.vpc.subnet-addresses: without an address for each a function is failed, until it is moved", () => {
    const account = new LambdaAccount();
    const network = { internet: true, endpoints: [], freeAddresses: 1 };
    account.create({ ...inSubnets("subnet-1", "subnet-2"), Behavior: { ...behavior, network } });
    expect(stateOf(account)).toBe("SubnetOutOfIPAddresses");
    expect(account.error("Invoke", { FunctionName })).toMatchObject({
      code: "SubnetIPAddressLimitReachedException",
      httpStatus: 502,
    });
    const one = new LambdaAccount();
    one.create({ ...inSubnets("subnet-1"), Behavior: { ...behavior, network } });
    expect(stateOf(one)).toBe("Active");
  });

  /** How much longer a call takes so long after the last one of its environment, by the service's connection. */
  const lateness = (idle: number, network: PlainObject) => {
    const constant = (value: number) => ({ type: "constant", value }) as const;
    const account = new LambdaAccount({
      latencies: { "lambda.idleTimeout": constant(minutes(60)) },
    });
    const client = account.simulation.client();
    client.call("sqs", "CreateQueue", { QueueName: "orders" });
    const send = {
      ...{ type: "call", service: "sqs", operation: "SendMessage" },
      params: { QueueUrl: "orders", MessageBody: "x" },
    };
    const said = { internet: true, endpoints: [], freeAddresses: null, ...network };
    account.create({
      ...inSubnets("subnet-1"),
      Behavior: { ...behavior, network: { ...said, reconnect: seconds(1) }, calls: [send] },
    });
    account.advance(seconds(90));
    const took = () => {
      const { now } = account.simulation;
      account.call("Invoke", { FunctionName });
      return account.simulation.now - now;
    };
    took();
    account.advance(seconds(idle));
    const second = took();
    return Math.round(second / 1_000_000);
  };

  it("lambda.vpc.nat-idle: a connection that nobody used for 350 s is made anew", () => {
    expect(lateness(340, {})).toBe(0);
    expect(lateness(351, {})).toBe(1);
    expect(lateness(351, { endpoints: ["sqs"] })).toBe(0);
  });

  it("lambda.vpc.tracked-connections: security groups forget one after as long as is said", () => {
    expect(lateness(80, { endpoints: ["sqs"], trackedFor: seconds(60) })).toBe(1);
    expect(lateness(80, { trackedFor: seconds(60) })).toBe(1);
    expect(lateness(50, { endpoints: ["sqs"], trackedFor: seconds(60) })).toBe(0);
    expect(lateness(3_000, { endpoints: ["sqs"] })).toBe(0);
  });

  it("lambda.vpc.polling-outside: a mapping polls for a function that reaches nothing", () => {
    const account = new LambdaAccount({ latencies: {} });
    const network = { internet: false, endpoints: [], freeAddresses: null };
    account.create({ ...inSubnets("subnet-1"), Behavior: { ...behavior, network } });
    const client = account.simulation.client();
    client.call("sqs", "CreateQueue", { QueueName: "orders" });
    const EventSourceArn = "arn:aws:sqs:us-east-1:123456789012:orders";
    account.call("CreateEventSourceMapping", { FunctionName, EventSourceArn });
    account.advance(seconds(30));
    client.call("sqs", "SendMessage", { QueueUrl: "orders", MessageBody: "x" });
    account.advance(seconds(5));
    const { Attributes } = client.call("sqs", "GetQueueAttributes", {
      QueueUrl: "orders",
      AttributeNames: ["All"],
    });
    expect(Attributes).toMatchObject({
      ApproximateNumberOfMessages: "0",
      ApproximateNumberOfMessagesNotVisible: "0",
    });
  });

  it("a scenario says of no function in no VPC where it can call", () => {
    const account = new LambdaAccount();
    const network = { internet: false, endpoints: [], freeAddresses: null };
    expect(() => account.create({ Behavior: { ...behavior, network } })).toThrow(
      'function "worker" network: expected a function with a VpcConfig, received one without',
    );
  });

  it("lambda.files.needs-vpc: refuses a file system of a function in no VPC", () => {
    const account = new LambdaAccount();
    expect(account.refusal("CreateFunction", { ...functionParams, ...files })).toMatch(
      "InvalidParameterValueException: Function must be configured to execute in a VPC to reference access point",
    );
    account.create({ ...files, ...inSubnets("subnet-1") });
  });

  it("lambda.files.path: refuses a path that is not under /mnt/, and a second file system", () => {
    const account = new LambdaAccount();
    const [one] = files.FileSystemConfigs;
    const refused = (...FileSystemConfigs: readonly PlainObject[]) =>
      account.refusal("CreateFunction", {
        ...functionParams,
        ...inSubnets("subnet-1"),
        FileSystemConfigs,
      });
    for (const LocalMountPath of ["/data", "/mnt/", "/mnt/a/b"]) {
      expect(refused({ ...one!, LocalMountPath })).toMatch("ValidationException");
    }
    expect(refused(one!, { ...one!, LocalMountPath: "/mnt/other" })).toMatch(
      /ValidationException.*less than or equal to 1/,
    );
    account.create({ ...files, ...inSubnets("subnet-1") });
  });
});
