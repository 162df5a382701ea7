import { itKeepsTheContract } from "../../../test/service-contract.ts";
import { stsService } from "./index.ts";

itKeepsTheContract(stsService);
