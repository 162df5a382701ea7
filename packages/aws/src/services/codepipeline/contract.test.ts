import { itKeepsTheContract } from "../../../test/service-contract.ts";
import { codepipelineService } from "./index.ts";

itKeepsTheContract(codepipelineService);
