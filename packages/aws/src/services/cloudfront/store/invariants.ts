import { sharedInvariants } from "../shared/invariants.ts";

/** What holds of every store between any two inputs. */
export const storeInvariants = sharedInvariants;
