import { itKeepsTheContract } from "../../../test/service-contract.ts";
import { logsService } from "./index.ts";

itKeepsTheContract(logsService);
