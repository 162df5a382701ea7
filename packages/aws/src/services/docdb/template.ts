import { templateTypes, type MadeType, type PropertyMeaning } from "../../service/template-type.ts";
import facts from "./resource-types.json" with { type: "json" };

const ignored = (meaning: string): PropertyMeaning => ({ verdict: "ignored", meaning });
const operated = ignored("Instances, backups and networks are not modeled, and add no latency.");
const secured = ignored("Readers and writers are let in, and encryption changes nothing here.");

const unread = [
  ["AvailabilityZones", operated],
  ["BackupRetentionPeriod", operated],
  ["CopyTagsToSnapshot", operated],
  [
    "DBClusterParameterGroupName",
    ignored("Changes are kept for three hours, as they are by default."),
  ],
  ["DBSubnetGroupName", operated],
  ["DeletionProtection", operated],
  ["EnableCloudwatchLogsExports", operated],
  ["EngineVersion", operated],
  ["GlobalClusterIdentifier", operated],
  ["KmsKeyId", secured],
  ["ManageMasterUserPassword", secured],
  ["MasterUserPassword", secured],
  ["MasterUserSecretKmsKeyId", secured],
  ["MasterUsername", secured],
  ["NetworkType", operated],
  ["Port", operated],
  ["PreferredBackupWindow", operated],
  ["PreferredMaintenanceWindow", operated],
  ["RestoreToTime", operated],
  ["RestoreType", operated],
  ["RotateMasterUserPassword", secured],
  ["ServerlessV2ScalingConfiguration", operated],
  ["SnapshotIdentifier", operated],
  ["SourceDBClusterIdentifier", operated],
  ["StorageEncrypted", secured],
  ["StorageType", operated],
  ["Tags", ignored("Tags change nothing.")],
  ["UseLatestRestorableTime", operated],
  ["VpcSecurityGroupIds", operated],
] as const;

const clusterType: MadeType = {
  type: "AWS::DocDB::DBCluster",
  nameProperty: "DBClusterIdentifier",
  naming: { maxLength: 63 },
  isSource: true,
  isEntry: true,
  returns: ({ name }) => ({ Id: name }),
  properties: {
    DBClusterIdentifier: { verdict: "modeled", meaning: "Names the cluster.", read: "text" },
    ...Object.fromEntries(unread),
  },
  make: (_values, { name }) => [
    {
      operation: "CreateDBCluster",
      params: { DBClusterIdentifier: name, Engine: "docdb" },
    },
  ],
  meaning: () => "A cluster of documents, of which changes are read, without limits, simulated.",
  deployment: {
    remove: ({ operations }) => [
      {
        operation: "DeleteDBCluster",
        params: {
          DBClusterIdentifier: operations[0]!.params["DBClusterIdentifier"]!,
          SkipFinalSnapshot: true,
        },
      },
    ],
  },
};

/** What templates may have of DocumentDB. */
export const docdbTemplateTypes = templateTypes(facts, [clusterType]);
