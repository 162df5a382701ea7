// Written by `npm run models` from AWS's API model of mq (botocore 1.43.11): do not edit.
// sha256 of the facts: 6f77b7dffd93a2d68eba958a0e42e461795945e69d2d46be7c2a9d683c6473e2
import { ApiModel } from "../../request/api-model.ts";

/** What AWS publishes about those operations of mq that are modeled. */
export const mqModel = new ApiModel(String.raw`
{
"protocol": "rest-json",
"operations": {
"CreateBroker": ". AuthenticationStrategy AutoMinorVersionUpgrade:boolean !BrokerName:string Configuration:ConfigurationId CreatorRequestId:string DataReplicationMode DataReplicationPrimaryBrokerArn:string !DeploymentMode EncryptionOptions !EngineType EngineVersion:string !HostInstanceType:string LdapServerMetadata:LdapServerMetadataInput Logs MaintenanceWindowStartTime:WeeklyStartTime !PubliclyAccessible:boolean SecurityGroups:__listOf__string StorageType:BrokerStorageType SubnetIds:__listOf__string Tags:__mapOf__string Users:__listOfUser",
"DeleteBroker": ". !BrokerId:string",
"DescribeBroker": ". !BrokerId:string",
"ListBrokers": {"in":". MaxResults NextToken:string","page":{"input":["NextToken"],"output":["NextToken"],"limit":"MaxResults","results":["BrokerSummaries"]}}
},
"shapes": {
"AuthenticationStrategy": {"enum":["SIMPLE","LDAP","CONFIG_MANAGED"]},
"BrokerStorageType": {"enum":["EBS","EFS"]},
"ConfigurationId": ". !Id:string Revision:integer",
"DataReplicationMode": {"enum":["NONE","CRDR"]},
"DayOfWeek": {"enum":["MONDAY","TUESDAY","WEDNESDAY","THURSDAY","FRIDAY","SATURDAY","SUNDAY"]},
"DeploymentMode": {"enum":["SINGLE_INSTANCE","ACTIVE_STANDBY_MULTI_AZ","CLUSTER_MULTI_AZ"]},
"EncryptionOptions": ". KmsKeyId:string !UseAwsOwnedKey:boolean",
"EngineType": {"enum":["ACTIVEMQ","RABBITMQ"]},
"LdapServerMetadataInput": ". !Hosts:__listOf__string !RoleBase:string RoleName:string !RoleSearchMatching:string RoleSearchSubtree:boolean !ServiceAccountPassword:string !ServiceAccountUsername:string !UserBase:string UserRoleName:string !UserSearchMatching:string UserSearchSubtree:boolean",
"Logs": ". Audit:boolean General:boolean",
"MaxResults": {"is":"integer","min":1,"max":100},
"User": ". ConsoleAccess:boolean Groups:__listOf__string !Password:string ReplicationUser:boolean !Username:string",
"WeeklyStartTime": ". !DayOfWeek !TimeOfDay:string TimeZone:string",
"__listOfUser": "[User]",
"__listOf__string": "[string]",
"__mapOf__string": "{string,string}"
},
"errors": {
"BadRequestException": "ErrorAttribute Message",
"ConflictException": "409 ErrorAttribute Message",
"ForbiddenException": "403 ErrorAttribute Message",
"InternalServerErrorException": "500 ! ErrorAttribute Message",
"NotFoundException": "404 ErrorAttribute Message",
"UnauthorizedException": "401 ErrorAttribute Message"
},
"waiters": {

}
}
`);
