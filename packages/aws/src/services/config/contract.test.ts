import { itKeepsTheContract } from "../../../test/service-contract.ts";
import { configService } from "./index.ts";

itKeepsTheContract(configService);
