import { itKeepsTheContract } from "../../../test/service-contract.ts";
import { dynamodbstreamsService } from "./index.ts";

itKeepsTheContract(dynamodbstreamsService);
