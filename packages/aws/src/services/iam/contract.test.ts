import { itKeepsTheContract } from "../../../test/service-contract.ts";
import { iamService } from "./index.ts";

itKeepsTheContract(iamService);
