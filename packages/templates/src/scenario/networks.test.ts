import { continueRun, prepareRun, reportOf } from "@orrery/aws";
import { ConfigError } from "@orrery/kernel";
import { expect, it } from "vitest";
import { readScenario } from "./read-scenario.ts";
import { readScenarioDocument } from "./scenario-document.ts";

const templateWith = (more: string) => `Transform: AWS::Serverless-2016-10-31
Resources:
  Vpc: { Type: AWS::EC2::VPC, Properties: { CidrBlock: 10.0.0.0/16 } }
  Private: { Type: AWS::EC2::Subnet, Properties: { VpcId: !Ref Vpc, CidrBlock: 10.0.0.0/24 } }
  Group: { Type: AWS::EC2::SecurityGroup, Properties: { GroupDescription: g, VpcId: !Ref Vpc } }
  Orders: { Type: AWS::SQS::Queue }
  Worker:
    Type: AWS::Serverless::Function
    Properties:
      Handler: index.handler
      Runtime: nodejs22.x
      Timeout: 5
      VpcConfig: { SubnetIds: [!Ref Private], SecurityGroupIds: [!GetAtt Group.GroupId] }
${more}`;

const endpoint = `  Ways:
    Type: AWS::EC2::SecurityGroup
    Properties:
      GroupDescription: e
      VpcId: !Ref Vpc
      SecurityGroupIngress: [{ IpProtocol: tcp, FromPort: 443, ToPort: 443, CidrIp: 10.0.0.0/16 }]
  Endpoint:
    Type: AWS::EC2::VPCEndpoint
    Properties:
      VpcId: !Ref Vpc
      ServiceName: !Sub com.amazonaws.\${AWS::Region}.sqs
      VpcEndpointType: Interface
      PrivateDnsEnabled: true
      SecurityGroupIds: [!GetAtt Ways.GroupId]
`;

/** Ten minutes of a function that sends to a queue, one invocation a second. */
function run(more: string, said = "") {
  const sources = {
    open(path: string) {
      if (path === "template.yaml") return { path, text: templateWith(more) };
      throw new ConfigError(path, "a file", "none");
    },
  };
  const document = readScenarioDocument(
    `template: template.yaml
duration: 10m
functions: { Worker: { duration: 100ms, calls: [{ "sqs:SendMessage": Orders }]${said} } }
workload: [{ to: Worker, arrivals: { constant: { rate: 1/s } } }]
`,
    "s.yaml",
  );
  const begun = prepareRun(readScenario(document, sources).scenario, { seed: 1 });
  continueRun(begun);
  const { metrics, warnings } = reportOf(begun);
  return {
    timeouts: metrics["Worker"]?.["Timeouts"]?.sum,
    sent: metrics["Orders"]?.["NumberOfMessagesSent"]?.sum,
    warnings: warnings.filter((text) => text.includes("VPC")),
  };
}

it("without a way out in its template a function times out at each call, and a run says why", () => {
  const { timeouts, sent, warnings } = run("");
  expect(sent).toBe(0);
  expect(timeouts).toBeGreaterThan(580);
  expect(warnings).toEqual([expect.stringContaining("Worker called sqs") as string]);
});

it("an endpoint in the template lets it out, and what a scenario says comes before", () => {
  expect(run(endpoint)).toEqual({
    timeouts: 0,
    sent: expect.toSatisfy((sent) => sent > 590),
    warnings: [],
  });
  expect(run(endpoint, ", network: { internet: false }").sent).toBe(0);
  expect(run("", ", network: { internet: true }").timeouts).toBe(0);
});
