import { continueRun, prepareRun, reportOf } from "@orrery/aws";
import { ConfigError } from "@orrery/kernel";
import { expect, it } from "vitest";
import { readScenario } from "./read-scenario.ts";
import { readScenarioDocument } from "./scenario-document.ts";

const template = `Transform: AWS::Serverless-2016-10-31
Resources:
  Secret: { Type: AWS::SecretsManager::Secret }
  Shop:
    Type: AWS::DocDB::DBCluster
    Properties: { DBClusterIdentifier: shop, MasterUsername: user, MasterUserPassword: password1234 }
  Worker:
    Type: AWS::Serverless::Function
    Properties:
      Handler: index.handler
      Runtime: nodejs22.x
      Timeout: 60
      Events:
        Orders:
          Type: DocumentDB
          Properties:
            Cluster: !Sub arn:aws:rds:\${AWS::Region}:\${AWS::AccountId}:cluster:\${Shop}
            DatabaseName: shop
            CollectionName: orders
            StartingPosition: TRIM_HORIZON
            SecretsManagerKmsKeyId: key
            SourceAccessConfigurations: [{ Type: BASIC_AUTH, URI: !Ref Secret }]
`;
const sources = {
  open(path: string) {
    if (path === "template.yaml") return { path, text: template };
    throw new ConfigError(path, "a file", "none");
  },
};

it("what is inserted into a collection is read by one function at a time, to its end", () => {
  const text = `template: template.yaml
duration: 30m
functions: { Worker: { duration: 2s } }
workload:
  - { to: Shop, arrivals: { poisson: { rate: 20/s } }, for: 2m, groups: { shop.orders: 3, shop.users: 1 } }
expect: ["Worker.ConcurrentExecutions <= 1"]`;
  const document = readScenarioDocument(text, "s.yaml");
  const run = prepareRun(readScenario(document, sources).scenario, { seed: 1 });
  continueRun(run);
  const { metrics, cost, expectations } = reportOf(run);
  const inserted = metrics["Shop"]?.["DocumentsInserted"]?.sum ?? 0;
  const read = metrics["Shop"]?.["ChangesRead"]?.sum ?? 0;
  expect(read).toBeGreaterThan(inserted / 2);
  expect(read).toBeLessThan(inserted);
  expect(metrics["WorkerOrders"]?.["ProcessedEventCount"]?.sum).toBe(read);
  expect(expectations.every(({ holds }) => holds)).toBe(true);
  expect(cost.leftOut.map(({ what }) => what).join()).toContain("instances");
});
