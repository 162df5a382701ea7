// Written by `npm run models` from AWS's API model of docdb (botocore 1.43.106): do not edit.
// sha256 of the facts: 386afce2f953694c7c1e67b47cf7f8c472c2fd3f8b6f358a949dbb714e9599ca
import { ApiModel } from "../../request/api-model.ts";

/** What AWS publishes about those operations of docdb that are modeled. */
export const docdbModel = new ApiModel(String.raw`
{
"protocol": "query",
"operations": {
"CreateDBCluster": ". AvailabilityZones BackupRetentionPeriod:integer !DBClusterIdentifier:string DBClusterParameterGroupName:string VpcSecurityGroupIds:VpcSecurityGroupIdList DBSubnetGroupName:string !Engine:string EngineVersion:string Port:integer MasterUsername:string MasterUserPassword:string PreferredBackupWindow:string PreferredMaintenanceWindow:string Tags:TagList StorageEncrypted:boolean KmsKeyId:string PreSignedUrl:string EnableCloudwatchLogsExports:LogTypeList DeletionProtection:boolean GlobalClusterIdentifier StorageType:string ServerlessV2ScalingConfiguration ManageMasterUserPassword:boolean MasterUserSecretKmsKeyId:string NetworkType:string CopyTagsToSnapshot:boolean",
"DeleteDBCluster": ". !DBClusterIdentifier:string SkipFinalSnapshot:boolean FinalDBSnapshotIdentifier:string",
"DescribeDBClusters": {"in":". DBClusterIdentifier:string Filters:FilterList MaxRecords:integer Marker:string","page":{"input":["Marker"],"output":["Marker"],"limit":"MaxRecords","results":["DBClusters"]}}
},
"shapes": {
"AvailabilityZones": "[string]",
"Filter": ". !Name:string !Values:FilterValueList",
"FilterList": "[Filter]",
"FilterValueList": "[string]",
"GlobalClusterIdentifier": {"min":1,"max":255,"pattern":"[A-Za-z][0-9A-Za-z-:._]*"},
"LogTypeList": "[string]",
"ServerlessV2ScalingConfiguration": ". MinCapacity:double MaxCapacity:double",
"Tag": ". Key:string Value:string",
"TagList": "[Tag]",
"VpcSecurityGroupIdList": "[string]"
},
"errors": {
"DBClusterAlreadyExistsFault": "",
"DBClusterNotFoundFault": "404",
"DBClusterParameterGroupNotFound": "404 =DBClusterParameterGroupNotFoundFault",
"DBClusterQuotaExceededFault": "403",
"DBClusterSnapshotAlreadyExistsFault": "",
"DBInstanceNotFound": "404 =DBInstanceNotFoundFault",
"DBSubnetGroupDoesNotCoverEnoughAZs": "",
"DBSubnetGroupNotFoundFault": "404",
"GlobalClusterNotFoundFault": "404",
"InsufficientStorageClusterCapacity": "=InsufficientStorageClusterCapacityFault",
"InvalidDBClusterSnapshotStateFault": "",
"InvalidDBClusterStateFault": "",
"InvalidDBInstanceState": "=InvalidDBInstanceStateFault",
"InvalidDBSubnetGroupStateFault": "",
"InvalidGlobalClusterStateFault": "",
"InvalidSubnet": "",
"InvalidVPCNetworkStateFault": "",
"KMSKeyNotAccessibleFault": "",
"NetworkTypeNotSupported": "",
"SnapshotQuotaExceeded": "=SnapshotQuotaExceededFault",
"StorageQuotaExceeded": "=StorageQuotaExceededFault"
},
"waiters": {

}
}
`);
