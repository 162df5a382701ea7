import type { Part, ServiceSettingCases } from "../../../../test/setting-case.ts";

const template = `Transform: AWS::Serverless-2016-10-31
Resources:
  Shop:
    Type: AWS::DocDB::DBCluster
    Properties: { DBClusterIdentifier: shop, MasterUsername: user, MasterUserPassword: password1234 }
  Worker:
    Type: AWS::Serverless::Function
    Properties:
      Handler: index.handler
      Runtime: nodejs22.x
      Events:
        Orders:
          Type: DocumentDB
          Properties:
            Cluster: !Sub arn:aws:rds:\${AWS::Region}:\${AWS::AccountId}:cluster:\${Shop}
            DatabaseName: shop
            StartingPosition: TRIM_HORIZON
            SecretsManagerKmsKeyId: key
            SourceAccessConfigurations: [{ Type: BASIC_AUTH, URI: "arn:aws:secretsmanager:us-east-1:123456789012:secret:shop" }]
`;

const toShop: Part = {
  workload: [{ to: "Shop", arrivals: { constant: { rate: "5/s" } }, groups: { "shop.orders": 1 } }],
  functions: { Worker: { duration: "1s" } },
};

/** A case for each setting of scenarios that is about clusters of documents. */
export const docdbSettingCases: ServiceSettingCases = {
  template,
  settings: {
    "latencies.docdb.toWriter": {
      base: toShop,
      change: { latencies: { "docdb.toWriter": "1s" } },
    },
    "latencies.docdb.toLambda": {
      base: toShop,
      change: { latencies: { "docdb.toLambda": "2s" } },
    },
  },
  assumptions: {},
};
