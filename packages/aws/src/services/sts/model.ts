// Written by `npm run models` from AWS's API model of sts (botocore 1.43.11): do not edit.
// sha256 of the facts: d87e3fec02b6f66a7e06714b9b9d271262a40e48649422d1d72e00e7a984e8ee
import { ApiModel } from "../../request/api-model.ts";

/** What AWS publishes about those operations of sts that are modeled. */
export const stsModel = new ApiModel(String.raw`
{
"protocol": "query",
"operations": {
"GetCallerIdentity": "."
},
"shapes": {

},
"errors": {

},
"waiters": {

}
}
`);
