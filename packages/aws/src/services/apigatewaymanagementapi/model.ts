// Written by `npm run models` from AWS's API model of apigatewaymanagementapi (botocore 1.43.11): do not edit.
// sha256 of the facts: 4fbdb418e8c5da4ead3e4a6c23dd017bc988f109badad59a98a5fb7e356170b1
import { ApiModel } from "../../request/api-model.ts";

/** What AWS publishes about those operations of apigatewaymanagementapi that are modeled. */
export const apigatewaymanagementapiModel = new ApiModel(String.raw`
{
"protocol": "rest-json",
"operations": {
"DeleteConnection": {"in":". !ConnectionId:string","status":204},
"GetConnection": ". !ConnectionId:string",
"PostToConnection": ". !ConnectionId:string !Data"
},
"shapes": {
"Data": {"is":"blob","max":131072}
},
"errors": {
"ForbiddenException": "403",
"GoneException": "410",
"LimitExceededException": "429",
"PayloadTooLargeException": "413 Message"
},
"waiters": {

}
}
`);
