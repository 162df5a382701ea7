export {
  chanceOf,
  drive,
  DrivenMachine,
  type Choose,
  type DrivenRequest,
  type DriveOptions,
} from "./drive.ts";
export { checkDeterminism, DeterminismError } from "./check-determinism.ts";
export { equalData, freezeDeeply } from "./data.ts";
