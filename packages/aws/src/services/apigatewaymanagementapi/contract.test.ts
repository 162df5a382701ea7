import { itKeepsTheContract } from "../../../test/service-contract.ts";
import { apigatewaymanagementapiService } from "./index.ts";

itKeepsTheContract(apigatewaymanagementapiService);
